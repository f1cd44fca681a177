import type { Session } from '@/lib/session';

import classes from './session-notice.module.css';

export function SessionNotice({ session }: { session: Session }) {
  if (session.isKnown) return null;
  return (
    <p className={classes.notice} role="status">
      We cannot tell who is signed in right now. You can look around; try again in a moment.
    </p>
  );
}
