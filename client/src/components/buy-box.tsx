import type { ReactNode } from 'react';

import { useFormats } from '@/hooks/use-formats';

import classes from './buy-box.module.css';
import { Panel } from './panel';

interface Props {
  readonly price: number;
  /** Under the price. */
  readonly about?: ReactNode;
  readonly children: ReactNode;
}

/** The price, and below the tear line what can be done. */
export function BuyBox({ price, about, children }: Props) {
  return (
    <Panel
      heading={
        <>
          <p className={classes.price}>{useFormats().price(price)}</p>
          {about}
        </>
      }
    >
      {children}
    </Panel>
  );
}
