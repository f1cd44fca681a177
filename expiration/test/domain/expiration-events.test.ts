import { silentLogger } from '@ticketing-dev/common';
import { anId, fixedClock, MemoryBus } from '@ticketing-dev/common/testing';

import { createExpirations } from '../../src/domain/expirations';
import { RecordingQueue } from '../support/recording-queue';

function startTelling() {
  const bus = new MemoryBus();
  const { now } = fixedClock(new Date('2026-01-01T12:15:00.000Z'));
  const logger = silentLogger();
  return { bus, ...createExpirations({ queue: new RecordingQueue(), bus, now, logger }) };
}

describe('expiration:complete', () => {
  it('has the order’s id at its top level, with the event’s id and time', async () => {
    const { bus, announce } = startTelling();

    await announce(anId('aaaaaaaaaaaaaaaaaaaaaaaa'));

    expect(bus.messages.map(({ subject, data }): unknown => [subject, JSON.parse(data)])).toEqual([
      [
        'expiration:complete',
        {
          orderId: 'aaaaaaaaaaaaaaaaaaaaaaaa',
          eventId: 'expiration:complete/aaaaaaaaaaaaaaaaaaaaaaaa/0',
          occurredAt: '2026-01-01T12:15:00.000Z',
        },
      ],
    ]);
  });

  it('fails while the bus is unavailable', async () => {
    const { bus, announce } = startTelling();
    bus.setConnected(false);

    await expect(announce(anId('aaaaaaaaaaaaaaaaaaaaaaaa'))).rejects.toThrow('not available');
  });
});
