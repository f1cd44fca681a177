import type { EventEmitter } from 'node:events';

import { withoutRequest } from '../base/request-context';

/** The driver's client, which emits events about its heartbeats. */
export type WatchedClient = Pick<EventEmitter, 'on'>;

/**
 * Calls `onLost` when the driver waits for a heartbeat for longer than one can take. This happens if a connection closes
 * in the instant in which the heartbeat is written (driver 6.20 to 7.2). The driver has no time-out there, and never
 * finds the server again.
 *
 * @param client the driver's client
 * @param longestMs the longest time that a heartbeat may take
 */
export function watchHeartbeats(
  client: WatchedClient,
  longestMs: number,
  onLost: () => void,
): void {
  let timer: NodeJS.Timeout | undefined;
  client.on('serverHeartbeatStarted', () => {
    clearTimeout(timer);
    // A request may cause the heartbeat, but the timer does not belong to that request.
    timer = withoutRequest(() => setTimeout(onLost, longestMs).unref());
  });
  for (const ended of ['serverHeartbeatSucceeded', 'serverHeartbeatFailed', 'topologyClosed']) {
    client.on(ended, () => clearTimeout(timer));
  }
}
