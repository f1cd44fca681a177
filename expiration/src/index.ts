import { runService } from '@ticketing-dev/common';

import { readConfig } from './config';
import { createExpirations } from './domain/expirations';
import { listeners } from './events/listeners';
import { BullExpirationQueue } from './queue/expiration-queue';
import { RedisParkingLot } from './queue/parking-lot';
import { RedisConnections } from './queue/redis';

void runService({
  name: 'expiration',
  env: process.env,
  readConfig,
  build(config, { logger, now, bus }) {
    const redis = new RedisConnections(config.redis, logger);
    const queue = new BullExpirationQueue(redis, logger);
    const expirations = createExpirations({ queue, bus, now });
    return {
      dependency: redis,
      listeners: listeners(expirations),
      parking: new RedisParkingLot(redis),
      loops: [queue.worker(expirations.announce)],
    };
  },
});
