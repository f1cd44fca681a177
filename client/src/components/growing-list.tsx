'use client';

import { type ReactNode, useEffect, useRef } from 'react';

import { LinkButton } from './link-button';
import classes from './ticket-grid.module.css';

interface Props {
  /** Items of the list. */
  readonly children: ReactNode;
  readonly size: number;
  /** The address that shows more; null if there is no more. */
  readonly more: string | null;
  readonly moreLabel: string;
}

/**
 * A list that grows by a link, so that Back and a shared link show as much of it. The focus goes to the first new item,
 * because the link moves down.
 */
export function GrowingList({ children, size, more, moreLabel }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const sizeAtClick = useRef<number | null>(null);

  useEffect(() => {
    const before = sizeAtClick.current;
    if (before === null || size <= before) return;
    sizeAtClick.current = null;
    list.current?.children.item(before)?.querySelector('a')?.focus({ preventScroll: true });
  }, [size]);

  return (
    <>
      <ul ref={list} className={classes.grid}>
        {children}
      </ul>
      {more !== null && (
        <div className={classes.more}>
          <LinkButton
            href={more}
            variant="default"
            scroll={false}
            onClick={() => (sizeAtClick.current = size)}
          >
            {moreLabel}
          </LinkButton>
        </div>
      )}
    </>
  );
}
