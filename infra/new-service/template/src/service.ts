import type { Platform, Service } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';

import { type Config, readConfig } from './config';
import { OrderCompletedListener } from './events/listeners/order-completed-listener';

/** Connects the parts of sample. */
export const sampleService = {
  name: 'sample',
  readConfig,
  build({ mongoUri }: Config, { logger, now }: Platform<Config>): Service {
    const database = new Database(mongoUri, { logger, now });
    return {
      dependency: database,
      listeners: [new OrderCompletedListener(logger)],
      parking: database.parking(),
    };
  },
};
