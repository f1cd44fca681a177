import type { EventEmitter } from 'node:events';

import { withoutRequest } from '../base/request-context';

/** The driver's client, as far as it says how it is. */
export type WatchedClient = Pick<EventEmitter, 'on'>;

/**
 * Calls back when the driver waits for a heartbeat for longer than any can take. That happens to it where a connection
 * closes in the instant in which the heartbeat is written (driver 6.20 to 7.2): it has no time limit there, and never
 * finds the server again.
 *
 * @param client the driver's
 * @param longestMs how long a heartbeat may take
 */
export function watchHeartbeats(
  client: WatchedClient,
  longestMs: number,
  onLost: () => void,
): void {
  let timer: NodeJS.Timeout | undefined;
  client.on('serverHeartbeatStarted', () => {
    clearTimeout(timer);
    // A request that looks for a server may be what makes the driver send a heartbeat.
    timer = withoutRequest(() => setTimeout(onLost, longestMs).unref());
  });
  for (const ended of ['serverHeartbeatSucceeded', 'serverHeartbeatFailed', 'topologyClosed']) {
    client.on(ended, () => clearTimeout(timer));
  }
}
