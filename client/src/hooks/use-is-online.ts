'use client';

import { useSyncExternalStore } from 'react';

function subscribe(onChange: () => void): () => void {
  addEventListener('online', onChange);
  addEventListener('offline', onChange);
  return () => {
    removeEventListener('online', onChange);
    removeEventListener('offline', onChange);
  };
}
const isOnline = () => navigator.onLine;
const onServer = () => true;

/** Whether the device has a connection. The server may be away all the same. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(subscribe, isOnline, onServer);
}
