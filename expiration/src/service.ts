import { gauge, type Platform, type Service } from '@ticketing-dev/common';

import { type Config, readConfig } from './config';
import { createExpirations, type ExpirationsDeps } from './domain/expirations';
import { listeners } from './events/listeners';
import { showTimers } from './operators/show-timers';
import { timeline } from './operators/timeline';
import { BullExpirationQueue } from './queue/expiration-queue';
import { RedisParkingLot } from './queue/parking-lot';
import { RedisConnections } from './queue/redis';

type Ports = Pick<ExpirationsDeps, 'queue' | 'bus'>;

/**
 * Connects the parts of expiration.
 *
 * @param wrap wraps the ports; `npm run prove` uses it to crash at them and to remove guards
 */
export const expirationService = (wrap: (ports: Ports) => Ports = (ports) => ports) => ({
  name: 'expiration',
  readConfig,
  build(config: Config, { logger, now, bus }: Platform<Config>): Service {
    const redis = new RedisConnections(config.redis, logger);
    const queue = new BullExpirationQueue(redis, logger);
    const expirations = createExpirations({ ...wrap({ queue, bus }), now, logger });
    return {
      dependency: redis,
      operatorRoutes: showTimers(queue),
      timeline: timeline(queue),
      listeners: listeners(expirations),
      parking: new RedisParkingLot(redis),
      metrics: [
        gauge(
          { name: 'expiration_jobs', help: 'Timers of reservations by state', label: 'state' },
          () => queue.counts(),
        ),
      ],
      loops: [queue.worker(expirations.announce)],
    };
  },
});
