'use client';

import { createContext, useContext } from 'react';

/** Provided by `ReturnWatch`. */
export const IsReturning = createContext(false);

/** Whether Back or Forward shows a page whose data has not been reloaded yet. */
export function useIsReturning(): boolean {
  return useContext(IsReturning);
}
