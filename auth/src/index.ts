import { runService } from '@ticketing-dev/common';

import { authService } from './service';

void runService({ env: process.env, ...authService() });
