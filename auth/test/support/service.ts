import { createLimits, createSessions, type Env, silentLogger } from '@ticketing-dev/common';
import { testDatabase, testJwtKey } from '@ticketing-dev/common/testing';
import type { Express } from 'express';
import request, { type Response } from 'supertest';

import { createApp } from '../../src/app';
import { createAccounts } from '../../src/domain/accounts';
import { createCommonPasswords, noneIsTooCommon } from '../../src/domain/common-passwords';
import { readLimits, signInLimits } from '../../src/limits';
import { userStore } from '../../src/models/user';
import { createArgon2Passwords } from '../../src/passwords/argon2-passwords';
import { createTurns } from '../../src/passwords/turns';
import { createDevices } from '../../src/routes/devices';

/**
 * The service on a database of the test's own.
 *
 * @param env settings of limits, and `REFUSE_COMMON_PASSWORDS`
 */
export async function startService(env: Env = {}) {
  const database = testDatabase();
  const users = userStore(database);
  const config = readLimits(env);
  const logger = silentLogger();
  const limits = signInLimits(
    createLimits({ rows: database.limitRows(), logger, areOff: config.areOff }),
    config,
  );
  await database.open();
  const app = createApp({
    accounts: createAccounts({
      users,
      passwords: createArgon2Passwords(),
      turns: createTurns({ longestWaitMs: config.passwordQueueSeconds * 1000 }),
      limits,
    }),
    sessions: createSessions(testJwtKey),
    devices: createDevices(testJwtKey),
    limits,
    isTooCommon: env['REFUSE_COMMON_PASSWORDS'] ? createCommonPasswords() : noneIsTooCommon,
    logger,
  });
  return {
    app,
    users,
    accountsOf: (email: string) =>
      users.query({ where: { email }, order: 'newest first', limit: 9 }),
    close: () => database.close(),
  };
}

export type TestService = Awaited<ReturnType<typeof startService>>;

export const signUp = (app: Express, body: unknown) =>
  request(app)
    .post('/api/users/signup')
    .send(body as object);

export const signIn = (app: Express, body: unknown) =>
  request(app)
    .post('/api/users/signin')
    .send(body as object);

/** Valid credentials of nobody else. */
export const aBuyer = (overrides: Partial<{ email: string; password: string }> = {}) => {
  count += 1;
  return { email: `buyer${count}@example.com`, password: 'a good password', ...overrides };
};
let count = 0;

/** The `Set-Cookie` header of an answer. */
export function setCookie({ headers }: Response): string {
  const cookies = headers['set-cookie'] as unknown as string[] | undefined;
  return cookies?.join('\n') ?? '';
}

/** What a browser would send back. */
export const cookieOf = (response: Response): string => setCookie(response).split(';')[0] ?? '';

/** What a browser keeps when its session has ended. */
export const deviceOf = (response: Response): string =>
  /^device=[^;]+/m.exec(setCookie(response))?.[0] ?? '';
