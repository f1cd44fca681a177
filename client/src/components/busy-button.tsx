'use client';

import { Button, type ButtonProps, Loader } from '@mantine/core';
import type { ComponentPropsWithoutRef, MouseEvent, ReactNode } from 'react';

import classes from './busy-button.module.css';

type Props = Omit<ButtonProps, 'loading'> &
  Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> & {
    readonly isBusy: boolean;
    readonly children: ReactNode;
  };

/** While it is busy a button keeps the focus, so it is not disabled: it ignores clicks. */
export function BusyButton({ isBusy, onClick, children, ...others }: Props) {
  return (
    <Button
      {...others}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy}
      onClick={(event: MouseEvent<HTMLButtonElement>) => {
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <span className={classes.label} data-busy={isBusy || undefined}>
        {children}
      </span>
      {isBusy && <Loader className={classes.loader} size="1.25em" color="currentColor" />}
    </Button>
  );
}
