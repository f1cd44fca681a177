import { createSessions, runService } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';

import { createApp } from './app';
import { readConfig } from './config';
import { createAccounts } from './domain/accounts';
import { userStore } from './models/user';
import { createArgon2Passwords } from './passwords/argon2-passwords';

void runService({
  name: 'auth',
  env: process.env,
  readConfig,
  build({ mongoUri, jwtKey }, { logger, now }) {
    const database = new Database(mongoUri, { logger, now });
    const accounts = createAccounts({
      users: userStore(database),
      passwords: createArgon2Passwords(),
    });
    return {
      app: createApp({ accounts, sessions: createSessions(jwtKey), logger }),
      dependency: database,
    };
  },
});
