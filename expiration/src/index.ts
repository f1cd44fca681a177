import { runService } from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';

import { expirationService } from './service';

void runService({ env: process.env, createBus: createNatsBus, ...expirationService() });
