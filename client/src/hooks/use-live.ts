'use client';

import { useEffect, useEffectEvent, useState } from 'react';

import type { LiveEvent } from '@/lib/live/live-source';
import { followLive } from '@/lib/live/live-topic';

/**
 * Follows a stream of a service.
 *
 * @param path the stream's path; null follows nothing
 * @returns whether events arrive; while they do not, poll
 */
export function useLive(path: string | null, onEvent: (event: LiveEvent) => void): boolean {
  const [liveOn, setLiveOn] = useState<string | null>(null);
  const receive = useEffectEvent(onEvent);

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

  return path !== null && liveOn === path;
}
