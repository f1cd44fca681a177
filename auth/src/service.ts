import { createSessions, type Platform, type Service } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';

import { createApp } from './app';
import { type Config, readConfig } from './config';
import { createAccounts } from './domain/accounts';
import { userStore } from './models/user';
import { createArgon2Passwords } from './passwords/argon2-passwords';

/** How auth is put together. */
export const authService = () => ({
  name: 'auth',
  readConfig,
  build(config: Config, { logger, now }: Platform<Config>): Service {
    const { mongoUri, jwtKey, secureCookies } = config;
    const database = new Database(mongoUri, { logger, now });
    const accounts = createAccounts({
      users: userStore(database),
      passwords: createArgon2Passwords(),
    });
    return {
      app: createApp({ accounts, sessions: createSessions(jwtKey), logger, secureCookies }),
      dependency: database,
    };
  },
});
