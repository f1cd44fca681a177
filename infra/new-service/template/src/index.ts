import { runService } from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';

import { sampleService } from './service';

void runService({ env: process.env, createBus: createNatsBus, ...sampleService });
