import { randomUUID } from 'node:crypto';

import { silentLogger } from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';
import { eventually } from '@ticketing-dev/common/testing';

import { closed } from './load';
import { percentile } from '../kit/stats';

const connectMs = 10_000;

export interface Published {
  readonly perSecond: number;
  /** Of one publish, to its acknowledgement. */
  readonly p50: number;
}

/**
 * Acknowledged publishes of an event of an order's size, so many under way at once, with nothing before or after them:
 * by the services' own client of the bus, so what that costs is in both.
 */
export async function publishFloor(
  url: string,
  { window, seconds }: { readonly window: number; readonly seconds: number },
): Promise<Published> {
  const config = { url, clusterId: 'ticketing', clientId: `bench-${randomUUID()}` };
  const bus = createNatsBus(config, silentLogger());
  const data = JSON.stringify({ id: 'x'.repeat(24), filler: 'x'.repeat(170) });
  try {
    await eventually(() => {
      if (!bus.isConnected) throw new Error('not connected');
    }, connectMs);
    const { requests, ...answered } = await closed(() => bus.publish('bench', data), {
      atOnce: window,
      seconds,
    });
    return {
      perSecond: requests / answered.seconds,
      p50: percentile(answered.latenciesMs, 0.5),
    };
  } finally {
    await bus.close();
  }
}
