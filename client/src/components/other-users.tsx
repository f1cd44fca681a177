'use client';

import { useEffect } from 'react';

import { keepOnlyPagesOf } from '@/lib/kept-pages';
import type { Session } from '@/lib/session';

/** Discards pages that this browser has kept for another user, or for a session that has ended. */
export function OtherUsers({ session: { user, isKnown } }: { session: Session }) {
  const userId = user?.id ?? null;
  useEffect(() => {
    if (isKnown) void keepOnlyPagesOf(userId).catch(() => undefined);
  }, [isKnown, userId]);
  return null;
}
