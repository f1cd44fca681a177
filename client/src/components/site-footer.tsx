import { useTranslations } from 'next-intl';
import Link from 'next/link';

import { helpPath, privacyPath, sellPath, termsPath } from '@/lib/paths';

import { ColorSchemeToggle } from './color-scheme-toggle';
import { LanguageChoice } from './language-choice';
import classes from './site-footer.module.css';

const columns = [
  {
    title: 'site.footerTickets',
    links: [
      ['/', 'site.onSale'],
      [sellPath, 'common.sellTicket'],
    ],
  },
  {
    title: 'site.footerHelp',
    links: [
      [helpPath, 'site.questions'],
      ['/docs/api', 'site.api'],
    ],
  },
  {
    title: 'site.footerLegal',
    links: [
      [termsPath, 'site.terms'],
      [privacyPath, 'site.privacy'],
    ],
  },
] as const;

export function SiteFooter() {
  const t = useTranslations();
  return (
    <footer className={classes.footer}>
      <div className={classes.columns}>
        {columns.map(({ title, links }) => (
          <div key={title}>
            <p className={classes.title}>{t(title)}</p>
            <ul className={classes.links}>
              {links.map(([href, label]) => (
                <li key={href}>
                  <Link href={href} className={classes.link} prefetch={false}>
                    {t(label)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <div className={classes.last}>
        <span>{t('site.slogan')}</span>
        <LanguageChoice />
        <ColorSchemeToggle />
      </div>
    </footer>
  );
}
