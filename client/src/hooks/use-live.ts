'use client';

import { useEffect, useEffectEvent, useState } from 'react';

import type { LiveEvent } from '@/lib/live/live-source';
import { followLive } from '@/lib/live/live-topic';

/** How often a page asks while its stream does not come through. */
const pollMs = 10_000;

/**
 * Follows a stream of a service.
 *
 * @param path the stream's path; null follows nothing
 * @param ask reads the state while no events arrive; without it the caller polls
 * @returns whether events arrive
 */
export function useLive(
  path: string | null,
  onEvent: (event: LiveEvent) => void,
  ask?: () => Promise<LiveEvent>,
): boolean {
  const [liveOn, setLiveOn] = useState<string | null>(null);
  const receive = useEffectEvent(onEvent);
  const isLive = path !== null && liveOn === path;

  useEffect(() => {
    if (path === null) return undefined;
    const end = followLive(path, {
      onEvent: (event) => {
        receive(event);
      },
      onState: (isLive) => {
        setLiveOn(isLive ? path : null);
      },
    });
    return () => {
      end();
      setLiveOn(null);
    };
  }, [path]);

  const poll = useEffectEvent(async () => {
    if (!ask || document.hidden) return;
    try {
      onEvent(await ask());
    } catch {
      // The next time may succeed. What the page shows is as old as it was.
    }
  });
  useEffect(() => {
    if (path === null || isLive) return undefined;
    const timer = setInterval(() => void poll(), pollMs);
    return () => {
      clearInterval(timer);
    };
  }, [path, isLive]);

  return isLive;
}
