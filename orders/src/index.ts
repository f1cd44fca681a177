import { runService } from '@ticketing-dev/common';

import { ordersService } from './service';

void runService({ env: process.env, ...ordersService() });
