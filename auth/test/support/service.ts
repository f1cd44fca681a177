import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import {
  type Clock,
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
import { createLinks } from '../../src/domain/links';
import { createMails } from '../../src/domain/mails';
import { createProfile } from '../../src/domain/profile';
import { createRecovery } from '../../src/domain/recovery';
import { createUserSessions } from '../../src/domain/user-sessions';
import { readLimits, signInLimits } from '../../src/limits';
import { mailStartStore, mailStore } from '../../src/models/mail';
import { userStore } from '../../src/models/user';
import { createArgon2Passwords } from '../../src/passwords/argon2-passwords';
import { createTurns } from '../../src/passwords/turns';
import { createDevices } from '../../src/routes/devices';
import type { RouteDeps } from '../../src/routes/route-deps';
import { RecordingMailer } from './recording-mailer';

/**
 * The service on a database of the test's own, with nobody to relay its events.
 *
 * @param env settings of limits, and `REFUSE_COMMON_PASSWORDS`; `SMTP_URL: ''` for a shop that sends no mail
 */
export async function startService(
  env: Env = {},
  logger: Logger = silentLogger(),
  now: Clock = systemClock,
) {
  const database = testDatabase();
  const users = userStore(database);
  const mailer = new RecordingMailer();
  const stored = { mails: mailStore(database), starts: mailStartStore(database) };
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
    const ended = createEndedSessions({ store, now, logger });
    const newSid = (): string => `session ${(sids += 1)}`;
    const newId = (): string => randomUUID();
    const sessions = createUserSessions({ users, ended, now, newSid, logger });
    const userSessions = sessions;
    const passwords = createArgon2Passwords();
    const turns = createTurns({ longestWaitMs: config.passwordQueueSeconds * 1000 });
    const secretsOf = (id: string): [string] => [createHash('sha256').update(id).digest('hex')];
    const links = createLinks({ now, newId, secretsOf });
    const mails = createMails({
      ...stored,
      users,
      links,
      mailer: env['SMTP_URL'] === '' ? undefined : mailer,
      publicUrl: 'https://shop.test/',
      now,
      wait,
      logger,
    });
    const rules = { users, passwords, turns, limits, sessions, links, mails, now, wait };
    const deps: RouteDeps = {
      accounts: createAccounts(rules),
      recovery: createRecovery(rules),
      profile: createProfile(rules),
      userSessions,
      sessions: createSessions(testJwtKey, { ended }),
      devices: createDevices(testJwtKey),
      limits,
      isTooCommon: env['REFUSE_COMMON_PASSWORDS'] ? createCommonPasswords() : noneIsTooCommon,
      countSignIn: () => undefined,
      hashEmail: (email) => `hash of ${email.length} characters`,
      logger,
    };
    return { app: createApp(deps), deps, ended, mails };
  };
  return {
    ...another(),
    another,
    users,
    mailer,
    connection: database.connection,
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
