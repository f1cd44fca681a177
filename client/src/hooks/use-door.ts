'use client';

import type { DoorStateBody } from '@ticketing-dev/common/contracts';
import { useCallback, useEffect, useState } from 'react';

import { toApiError } from '@/lib/api/api-error';
import { doorApi } from '@/lib/api/door';
import { DoorStore } from '@/lib/door/door-store';
import { tabMemory } from '@/lib/tab-memory';

const tokenKey = 'door-token';
/** Staff may look at a conflict on the days after. */
const keptAfterExpiryMs = 7 * 24 * 60 * 60 * 1000;

export interface OpenDoor {
  readonly token: string;
  readonly state: DoorStateBody;
  readonly store: DoorStore;
}

export type DoorPhase =
  | { readonly name: 'opening' }
  | { readonly name: 'no-storage' }
  | { readonly name: 'no-link' }
  | { readonly name: 'out-of-reach' }
  | { readonly name: 'refused'; readonly unsent: number }
  | { readonly name: 'open'; readonly door: OpenDoor };

/** Opens the door of the link. Later it also opens without the link and without a connection. */
export function useDoor() {
  const [phase, setPhase] = useState<DoorPhase>({ name: 'opening' });

  const open = useCallback(async () => {
    setPhase({ name: 'opening' });
    setPhase(await findDoor(takeToken()));
  }, []);

  useEffect(() => {
    void open();
    const onLink = () => {
      if (location.hash.length > 1) void open();
    };
    window.addEventListener('hashchange', onLink);
    return () => {
      window.removeEventListener('hashchange', onLink);
    };
  }, [open]);

  /** The link has expired, or the seller has revoked it. */
  const refuse = useCallback(async ({ state, store }: OpenDoor) => {
    setPhase({ name: 'refused', unsent: (await store.unsent(state.id)).length });
  }, []);

  return { phase, open, refuse };
}

/** The token leaves the address immediately, so that it is in no history and no screenshot. */
function takeToken(): string | undefined {
  const inAddress = location.hash.slice(1);
  if (inAddress !== '') {
    tabMemory.keep(tokenKey, inAddress);
    history.replaceState(history.state, '', location.pathname);
  }
  const kept = tabMemory.recall(tokenKey);
  return typeof kept === 'string' ? kept : undefined;
}

async function findDoor(given: string | undefined): Promise<DoorPhase> {
  const store = await DoorStore.open().catch(() => null);
  if (!store) return { name: 'no-storage' };
  await store.discardExpired(new Date(Date.now() - keptAfterExpiryMs));
  const known = given === undefined ? await store.lastDoor() : await store.findDoor(given);
  const token = given ?? known?.token;
  if (token === undefined) return { name: 'no-link' };
  try {
    const state = await doorApi.show(token);
    await store.keepDoor({ token, state, openedAt: Date.now() });
    return { name: 'open', door: { token, state, store } };
  } catch (cause) {
    if (toApiError(cause).status === 401) {
      return { name: 'refused', unsent: known ? (await store.unsent(known.state.id)).length : 0 };
    }
    return known
      ? { name: 'open', door: { token, state: known.state, store } }
      : { name: 'out-of-reach' };
  }
}
