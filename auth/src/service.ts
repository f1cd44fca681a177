import { createLimits, createSessions, type Platform, type Service } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';

import { createApp } from './app';
import { type Config, readConfig } from './config';
import { createAccounts } from './domain/accounts';
import { createCommonPasswords, noneIsTooCommon } from './domain/common-passwords';
import { signInLimits } from './limits';
import { userStore } from './models/user';
import { createArgon2Passwords } from './passwords/argon2-passwords';
import { createTurns } from './passwords/turns';
import { createDevices } from './routes/devices';

/** How auth is put together. */
export const authService = () => ({
  name: 'auth',
  readConfig,
  build(config: Config, { logger, now }: Platform<Config>): Service {
    const { mongoUri, jwtKey, secureCookies, limits: limitsConfig } = config;
    const { areOff, passwordQueueSeconds } = limitsConfig;
    const database = new Database(mongoUri, { logger, now });
    const counting = createLimits({ rows: database.limitRows(), logger, areOff });
    const limits = signInLimits(counting, limitsConfig);
    const accounts = createAccounts({
      users: userStore(database),
      passwords: createArgon2Passwords(),
      turns: createTurns({
        longestWaitMs: areOff ? Infinity : passwordQueueSeconds * 1000,
        onRefused: () => counting.reached.inc({ limit: 'passwords that wait' }),
      }),
      limits,
    });
    return {
      app: createApp({
        accounts,
        sessions: createSessions(jwtKey),
        devices: createDevices(jwtKey),
        limits,
        isTooCommon: config.refuseCommonPasswords ? createCommonPasswords() : noneIsTooCommon,
        logger,
        secureCookies,
      }),
      dependency: database,
      loops: [counting.sweep],
      metrics: [counting.reached],
    };
  },
});
