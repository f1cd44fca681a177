import { runService } from '@ticketing-dev/common';

import { paymentsService } from './service';

void runService({ env: process.env, ...paymentsService() });
