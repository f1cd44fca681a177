import type { ReactNode } from 'react';

import classes from './panel.module.css';

/** A panel in the shape of a ticket: the description is above the tear line, the actions are below. */
export function Panel({ heading, children }: { heading?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.panel}>
      {heading && <div className={classes.heading}>{heading}</div>}
      <div className={classes.body}>{children}</div>
    </div>
  );
}
