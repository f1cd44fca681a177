import Link from 'next/link';

import { helpPath } from '@/lib/paths';

import classes from './demo-strip.module.css';

/** Shown on all pages of a shop that takes test cards only. */
export function DemoStrip() {
  return (
    <aside className={classes.strip} aria-label="Demo">
      Demo: no real money, no real tickets.{' '}
      <Link href={`${helpPath}#demo`} className={classes.link} prefetch={false}>
        How to try it
      </Link>
    </aside>
  );
}
