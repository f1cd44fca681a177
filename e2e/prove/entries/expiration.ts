import { runService } from '@ticketing-dev/common';
import { readConfig } from '@ticketing-dev/expiration/dist/config';
import { createExpirations } from '@ticketing-dev/expiration/dist/domain/expirations';
import { listeners } from '@ticketing-dev/expiration/dist/events/listeners';
import { BullExpirationQueue } from '@ticketing-dev/expiration/dist/queue/expiration-queue';
import { RedisParkingLot } from '@ticketing-dev/expiration/dist/queue/parking-lot';
import { RedisConnections } from '@ticketing-dev/expiration/dist/queue/redis';

import { createHarness } from './harness';

const { named } = createHarness('expiration', process.env);

// As expiration/src/index.ts, with decorated ports.
void runService({
  name: 'expiration',
  env: process.env,
  readConfig,
  build(config, { logger, now, bus }) {
    const redis = new RedisConnections(config.redis, logger);
    const queue = new BullExpirationQueue(redis, logger);
    const expirations = createExpirations({
      queue: named<Pick<BullExpirationQueue, 'add' | 'remove'>>(queue, 'queue'),
      bus: named<Pick<typeof bus, 'publish'>>(bus, 'bus'),
      now,
    });
    return {
      dependency: redis,
      listeners: listeners(expirations).map((each) => named(each, each.subject)),
      parking: new RedisParkingLot(redis),
      loops: [queue.worker((orderId) => expirations.announce(orderId))],
    };
  },
});
