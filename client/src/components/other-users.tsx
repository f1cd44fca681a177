'use client';

import { useEffect } from 'react';

import { keepOnlyPagesOf } from '@/lib/kept-pages';
import { doorPath, offlinePath } from '@/lib/paths';
import type { Session } from '@/lib/session';

/** They are kept as a visitor sees them, so that they say nothing about the session of this browser. */
const keptForAll: readonly string[] = [doorPath, offlinePath];

/** Discards pages that this browser has kept for another user, or for a session that has ended. */
export function OtherUsers({ session: { user, isKnown } }: { session: Session }) {
  const userId = user?.id ?? null;
  useEffect(() => {
    const isForAll = userId === null && keptForAll.includes(location.pathname);
    if (isKnown && !isForAll) void keepOnlyPagesOf(userId).catch(() => undefined);
  }, [isKnown, userId]);
  return null;
}
