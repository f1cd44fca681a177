import type { ReactNode } from 'react';

import classes from './fold.module.css';

/** Text that most readers do not need. It opens without scripts. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={classes.fold}>
      <summary className={classes.title}>{title}</summary>
      <div className={classes.text}>{children}</div>
    </details>
  );
}
