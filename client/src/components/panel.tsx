import type { ReactNode } from 'react';

import classes from './panel.module.css';

/** A ticket lying on the page: what it is on the upper part, what to do with it below the tear line. */
export function Panel({ heading, children }: { heading?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.panel}>
      {heading && <div className={classes.heading}>{heading}</div>}
      <div className={classes.body}>{children}</div>
    </div>
  );
}
