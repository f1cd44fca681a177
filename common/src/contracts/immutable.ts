import type { Id } from './id';

/** A type whose fields, at every depth, cannot be assigned. */
export type Immutable<T> = T extends Id
  ? T
  : T extends object
    ? { readonly [K in keyof T]: Immutable<T[K]> }
    : T;
