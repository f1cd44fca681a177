import { runService } from '@ticketing-dev/common';

import { ticketsService } from './service';

void runService({ env: process.env, ...ticketsService() });
