import { expirationService } from '@ticketing-dev/expiration/service';

import { createHarness } from './harness';

const { named, run } = createHarness('expiration', process.env);

run(
  expirationService(({ queue, bus }) => ({ queue: named(queue, 'queue'), bus: named(bus, 'bus') })),
);
