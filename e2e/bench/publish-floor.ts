import { randomUUID } from 'node:crypto';

import { createNatsBus, silentLogger } from '@ticketing-dev/common';
import { eventually } from '@ticketing-dev/common/testing';

const connectMs = 10_000;

/** Acknowledged publishes a second of an event of an order's size, so many under way at once. */
export async function publishFloor(
  url: string,
  { window, seconds }: { readonly window: number; readonly seconds: number },
): Promise<number> {
  const config = { url, clusterId: 'ticketing', clientId: `bench-${randomUUID()}` };
  const bus = createNatsBus(config, silentLogger());
  const data = JSON.stringify({ id: 'x'.repeat(24), filler: 'x'.repeat(170) });
  try {
    await eventually(() => {
      if (!bus.isConnected) throw new Error('not connected');
    }, connectMs);
    const start = performance.now();
    const end = start + seconds * 1000;
    let published = 0;
    const worker = async (): Promise<void> => {
      while (performance.now() < end) {
        await bus.publish('bench', data);
        published += 1;
      }
    };
    await Promise.all(Array.from({ length: window }, worker));
    return published / ((performance.now() - start) / 1000);
  } finally {
    await bus.close();
  }
}
