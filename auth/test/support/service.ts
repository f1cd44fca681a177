import {
  createEndedSessions,
  createLimits,
  createSessions,
  type CurrentUserBody,
  type Env,
  type Logger,
  silentLogger,
  systemClock,
} from '@ticketing-dev/common';
import { anId, eventsIn, testDatabase, testJwtKey } from '@ticketing-dev/common/testing';
import type { Express } from 'express';
import request, { type Response } from 'supertest';

import { createApp } from '../../src/app';
import { createAccounts } from '../../src/domain/accounts';
import { createCommonPasswords, noneIsTooCommon } from '../../src/domain/common-passwords';
import { createUserSessions } from '../../src/domain/user-sessions';
import { readLimits, signInLimits } from '../../src/limits';
import { userStore } from '../../src/models/user';
import { createArgon2Passwords } from '../../src/passwords/argon2-passwords';
import { createTurns } from '../../src/passwords/turns';
import { createDevices } from '../../src/routes/devices';
import type { RouteDeps } from '../../src/routes/route-deps';

/**
 * The service on a database of the test's own, with nobody to relay its events.
 *
 * @param env settings of limits, and `REFUSE_COMMON_PASSWORDS`
 */
export async function startService(env: Env = {}, logger: Logger = silentLogger()) {
  const database = testDatabase();
  const users = userStore(database);
  const store = database.endedSessions();
  const config = readLimits(env);
  const limits = signInLimits(
    createLimits({ rows: database.limitRows(), logger, areOff: config.areOff }),
    config,
  );
  await database.open();
  let sids = 0;
  /** Another instance on the same database. */
  const another = () => {
    const ended = createEndedSessions({ store, now: systemClock, logger });
    const newSid = (): string => `session ${(sids += 1)}`;
    const userSessions = createUserSessions({ users, ended, now: systemClock, newSid, logger });
    const deps: RouteDeps = {
      accounts: createAccounts({
        users,
        passwords: createArgon2Passwords(),
        turns: createTurns({ longestWaitMs: config.passwordQueueSeconds * 1000 }),
        limits,
        sessions: userSessions,
      }),
      userSessions,
      sessions: createSessions(testJwtKey, { ended }),
      devices: createDevices(testJwtKey),
      limits,
      isTooCommon: env['REFUSE_COMMON_PASSWORDS'] ? createCommonPasswords() : noneIsTooCommon,
      hashEmail: (email) => `hash of ${email.length} characters`,
      logger,
    };
    return { app: createApp(deps), deps, ended };
  };
  return {
    ...another(),
    another,
    users,
    accountsOf: (email: string) =>
      users.query({ where: { email }, order: 'newest first', limit: 9 }),
    /** The account of an id, as it is kept. */
    account: (id: string) => users.find(anId(id)),
    /** What the account of an id has said, oldest first. */
    saidBy: (id: string) => eventsIn(users)(anId(id)),
    close: () => database.close(),
  };
}

export type TestService = Awaited<ReturnType<typeof startService>>;

/** The service for all tests of a file: started before the first, closed after the last. */
export function theService(...settings: Parameters<typeof startService>): TestService {
  // Filled before the first test.
  const service = {} as TestService;
  beforeAll(async () => Object.assign(service, await startService(...settings)));
  afterAll(() => service.close());
  return service;
}

/** A request by whoever has the cookie, or by nobody. */
export function post(app: Express, path: string, cookie?: string, body?: object) {
  const sent = request(app).post(path).send(body);
  return cookie === undefined ? sent : sent.set('Cookie', cookie);
}

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

/** Who is signed in by a cookie. */
export async function currentUser(app: Express, cookie: string): Promise<unknown> {
  const { body } = await request(app).get('/api/users/currentuser').set('Cookie', cookie);
  return (body as CurrentUserBody).currentUser;
}
