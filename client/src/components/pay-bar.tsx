import type { ReactNode } from 'react';

import classes from './pay-bar.module.css';

/** On a phone the button to pay stays at the bottom of the screen. */
export function PayBar({ children }: { children: ReactNode }) {
  return (
    <div className={classes.bar} data-pay-bar>
      {children}
    </div>
  );
}
