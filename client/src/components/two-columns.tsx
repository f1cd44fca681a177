import type { ReactNode } from 'react';

import classes from './two-columns.module.css';

interface Props {
  readonly head: ReactNode;
  /** Stays in view beside the rest. On a phone it comes after the head. */
  readonly side: ReactNode;
  readonly children?: ReactNode;
}

export function TwoColumns({ head, side, children }: Props) {
  return (
    <div className={classes.columns}>
      <div className={classes.head}>{head}</div>
      <div className={classes.side}>{side}</div>
      <div className={classes.rest}>{children}</div>
    </div>
  );
}
