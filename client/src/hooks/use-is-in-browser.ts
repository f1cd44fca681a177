'use client';

import { useSyncExternalStore } from 'react';

const subscribe = () => () => undefined;
const inBrowser = () => true;
const onServer = () => false;

/** Whether the code runs in the browser. The first rendering there must still be the one of the server. */
export function useIsInBrowser(): boolean {
  return useSyncExternalStore(subscribe, inBrowser, onServer);
}
