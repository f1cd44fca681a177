import { useTranslations } from 'next-intl';
import Link from 'next/link';

import { helpPath } from '@/lib/paths';

import classes from './demo-strip.module.css';

/** Shown on all pages of a shop that takes test cards only. */
export function DemoStrip() {
  const t = useTranslations('site');
  return (
    <aside className={classes.strip} aria-label={t('demo')}>
      {t('demoText')}{' '}
      <Link href={`${helpPath}#demo`} className={classes.link} prefetch={false}>
        {t('demoHelp')}
      </Link>
    </aside>
  );
}
