'use client';

import type { DoorStateBody } from '@ticketing-dev/common/contracts';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import useSWR from 'swr';

import { type ApiError, toApiError } from '@/lib/api/api-error';
import { doorApi } from '@/lib/api/door';
import type { DoorDesk } from '@/lib/door/door-desk';
import type { Conflict, DoorList } from '@/lib/door/door-store';

import type { OpenDoor } from './use-door';

const pollMs = 10_000;

interface OnDevice {
  readonly list: DoorList | null;
  readonly unsent: number;
  readonly conflicts: readonly Conflict[];
}

interface Reading {
  readonly state: DoorStateBody | null;
  readonly error: ApiError | null;
}

/** The numbers of the door, and what this device stores of it. With a connection it sends what was not sent. */
export function useDoorState(
  { token, state, store }: OpenDoor,
  desk: DoorDesk,
  onRefused: () => void,
) {
  const [onDevice, setOnDevice] = useState<OnDevice>({ list: null, unsent: 0, conflicts: [] });
  const doorId = state.id;

  const readDevice = useCallback(async () => {
    const [list, unsent, conflicts] = await Promise.all([
      store.findList(doorId),
      store.unsent(doorId),
      store.conflicts(doorId),
    ]);
    setOnDevice({ list: list ?? null, unsent: unsent.length, conflicts });
  }, [doorId, store]);

  const read = async (): Promise<Reading> => {
    try {
      const newest = await doorApi.show(token);
      const error = await desk.catchUp();
      return { state: newest, error };
    } catch (cause) {
      return { state: null, error: toApiError(cause) };
    } finally {
      await readDevice();
    }
  };
  const { data, mutate } = useSWR(`/door/${doorId}`, read, {
    refreshInterval: pollMs,
    refreshWhenOffline: true,
    dedupingInterval: 0,
  });
  const refresh = useCallback(async () => {
    await mutate();
  }, [mutate]);

  const refuse = useEffectEvent(onRefused);
  const isRefused = data?.error?.status === 401;
  useEffect(() => {
    if (isRefused) refuse();
  }, [isRefused]);

  return {
    state: data?.state ?? state,
    /** `null` before the first answer. */
    isConnected: data ? data.state !== null : null,
    ...onDevice,
    refresh,
  };
}
