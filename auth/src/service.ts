import { randomBytes } from 'node:crypto';

import {
  createEndedSessions,
  createLease,
  createLimits,
  createSessions,
  deriveKey,
  keyedHash,
  type Platform,
  type Service,
} from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';

import { createApp } from './app';
import { type Config, readConfig } from './config';
import { createAccounts } from './domain/accounts';
import { createCommonPasswords, noneIsTooCommon } from './domain/common-passwords';
import { normalizeEmail } from './domain/email';
import { createUserSessions } from './domain/user-sessions';
import { listeners } from './events/listeners';
import { signInLimits } from './limits';
import { userStore } from './models/user';
import { createArgon2Passwords } from './passwords/argon2-passwords';
import { createTurns } from './passwords/turns';
import { createDevices } from './routes/devices';

const sidBytes = 16;

/** Connects the parts of auth. */
export const authService = () => ({
  name: 'auth',
  readConfig,
  build(config: Config, { logger, now }: Platform<Config>): Service {
    const { mongoUri, jwtKey, jwtKeyPrevious, secureCookies, limits: limitsConfig } = config;
    const { areOff, passwordQueueSeconds } = limitsConfig;
    const database = new Database(mongoUri, { logger, now });
    const users = userStore(database);
    const ended = createEndedSessions({ store: database.endedSessions(), now, logger });
    const lease = createLease({ rows: database.leaseRows(), logger });
    const newSid = (): string => randomBytes(sidBytes).toString('base64url');
    const userSessions = createUserSessions({ users, ended, now, newSid, logger });
    const counting = createLimits({ rows: database.limitRows(), logger, areOff });
    const limits = signInLimits(counting, limitsConfig);
    const logKey = deriveKey(jwtKey, 'security log');
    const accounts = createAccounts({
      users,
      passwords: createArgon2Passwords(),
      turns: createTurns({
        longestWaitMs: areOff ? Infinity : passwordQueueSeconds * 1000,
        onRefused: () => counting.reached.inc({ limit: 'passwords that wait' }),
      }),
      limits,
      sessions: userSessions,
    });
    return {
      app: createApp({
        accounts,
        userSessions,
        sessions: createSessions(jwtKey, { previousKey: jwtKeyPrevious, ended }),
        devices: createDevices(jwtKey, ...(jwtKeyPrevious === undefined ? [] : [jwtKeyPrevious])),
        limits,
        isTooCommon: config.refuseCommonPasswords ? createCommonPasswords() : noneIsTooCommon,
        hashEmail: (email) => keyedHash(logKey, normalizeEmail(email)),
        logger,
        secureCookies,
      }),
      dependency: database,
      listeners: listeners(ended),
      parking: database.parking(),
      outboxes: [users],
      lease,
      endedSessions: ended,
      loops: [counting.sweep],
      metrics: [counting.reached],
    };
  },
});
