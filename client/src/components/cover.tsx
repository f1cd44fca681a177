import { coverOf } from '@/lib/cover';

import classes from './cover.module.css';

/** The picture of an event. It is in the page itself, so that a list of tickets needs no further requests. */
export function Cover({ name }: { name: string }) {
  // Alt text is empty: the picture says nothing that the name beside it does not.
  return <img className={classes.cover} src={dataUrl(coverOf(name))} alt="" loading="lazy" />;
}

function dataUrl(svg: string): string {
  return `data:image/svg+xml,${svg.replace(/[#<>]/g, encodeURIComponent)}`;
}
