import type { ReactNode } from 'react';

import classes from './state-badge.module.css';

interface Props {
  readonly tone: 'good' | 'wait' | 'past';
  readonly children: ReactNode;
}

/** A state in words. The dot repeats it in colour. */
export function StateBadge({ tone, children }: Props) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  );
}
