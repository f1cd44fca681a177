'use client';

import { useMemo } from 'react';

import { doorApi } from '@/lib/api/door';
import { showPassKeys } from '@/lib/api/passes';
import { hashOf, hasRightSignature } from '@/lib/door/check-code';
import { DoorDesk } from '@/lib/door/door-desk';
import { inLock } from '@/lib/in-lock';
import { newKey } from '@/lib/new-key';

import type { OpenDoor } from './use-door';

/** The desk of a door, with the browser's own clock, keys and locks. */
export function useDoorDesk({ token, state, store }: OpenDoor): DoorDesk {
  return useMemo(
    () =>
      new DoorDesk({
        token,
        door: state,
        store,
        api: doorApi,
        readKeys: showPassKeys,
        isSignatureRight: hasRightSignature,
        hashOf,
        now: () => new Date(),
        newId: newKey,
        inLock,
      }),
    [token, state, store],
  );
}
