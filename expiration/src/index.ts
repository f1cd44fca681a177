import { runService } from '@ticketing-dev/common';

import { expirationService } from './service';

void runService({ env: process.env, ...expirationService() });
