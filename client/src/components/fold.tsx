import type { ReactNode } from 'react';

import classes from './fold.module.css';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  readonly isOpen?: boolean;
}

/** Text that most readers do not need. It opens without scripts. */
export function Fold({ title, children, isOpen = false }: Props) {
  return (
    <details className={classes.fold} open={isOpen}>
      <summary className={classes.title}>{title}</summary>
      <div className={classes.text}>{children}</div>
    </details>
  );
}
