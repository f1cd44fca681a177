'use client';

import { createContext, useContext } from 'react';

/** Provided by `ReturnWatch`. */
export const IsReturning = createContext(false);

/** Whether what is shown was brought back by Back or Forward and has not been read anew yet. */
export function useIsReturning(): boolean {
  return useContext(IsReturning);
}
