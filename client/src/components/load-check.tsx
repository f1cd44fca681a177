import { useTranslations } from 'next-intl';

import { loadCheckScript, loadFailedId } from '@/lib/load-check';

import classes from './load-check.module.css';

/**
 * Shows a message if the page's scripts fail, or do not run within 10 s. Without them the page looks complete, but its
 * buttons and its clock do not work.
 */
export function LoadCheck({ nonce }: { nonce: string }) {
  const t = useTranslations('site');
  return (
    <>
      {/* The script may show it before React takes over the page. */}
      <p id={loadFailedId} className={classes.notice} role="alert" hidden suppressHydrationWarning>
        {t.rich('loadFailed', { reload: (text) => <a href="">{text}</a> })}
      </p>
      <script nonce={nonce} suppressHydrationWarning>
        {loadCheckScript}
      </script>
    </>
  );
}
