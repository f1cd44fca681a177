import { useTranslations } from 'next-intl';

import type { Session } from '@/lib/session';

import classes from './session-notice.module.css';

export function SessionNotice({ session }: { session: Session }) {
  const t = useTranslations('shell');
  if (session.isKnown) return null;
  return (
    <p className={classes.notice} role="status">
      {t('unknownSession')}
    </p>
  );
}
