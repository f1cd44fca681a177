import { createSessions, DependencyError, silentLogger } from '@ticketing-dev/common';
import { signedIn, testJwtKey } from '@ticketing-dev/common/testing';
import type { Express } from 'express';

import { createApp } from '../../src/app';
import {
  aBuyer,
  cookieOf,
  currentUser,
  post,
  setCookie,
  signIn,
  signUp,
  theService,
} from '../support/service';

const service = theService();

const signOut = (cookie?: string, app: Express = service.app) =>
  post(app, '/api/users/signout', cookie);
const aSession = async () => {
  const response = await signUp(service.app, aBuyer()).expect(201);
  return { id: String(response.body.id), cookie: cookieOf(response) };
};

describe('POST /api/users/signout', () => {
  it('clears the cookie', async () => {
    const response = await signOut(signedIn()).expect(200, {});

    expect(setCookie(response)).toMatch(
      /^session=; path=\/; expires=Thu, 01 Jan 1970 [^;]+; samesite=lax; httponly$/i,
    );
  });

  it('is no error without a session', async () => {
    await signOut().expect(200, {});
  });

  it('is no error for a session of an unknown account', async () => {
    const session = { sid: 'anything', endsAt: new Date(Date.now() + 60_000) };
    const token = createSessions(testJwtKey).issue({ id: 'any id', email: 'a@b.c' }, session);
    const cookie = Buffer.from(JSON.stringify({ jwt: token })).toString('base64');

    await signOut(`session=${cookie}`).expect(200, {});
  });

  it('ends the session: its old cookie is refused immediately', async () => {
    const { cookie } = await aSession();
    expect(await currentUser(service.app, cookie)).not.toBeNull();

    await signOut(cookie).expect(200, {});

    expect(await currentUser(service.app, cookie)).toBeNull();
  });

  it('publishes the end to the other services, in the same write', async () => {
    const { id, cookie } = await aSession();
    const endsAt = (await service.account(id))?.sessions?.[0]?.endsAt;

    await signOut(cookie).expect(200);

    expect(await service.saidBy(id)).toEqual([
      {
        subject: 'session:ended',
        data: { sids: [expect.stringMatching(/^session \d+$/)], until: endsAt?.toISOString() },
      },
    ]);
    expect((await service.account(id))?.sessions).toEqual([]);
  });

  it('reaches another instance with its next read, and one that starts later', async () => {
    const { cookie } = await aSession();
    const [other, later] = [service.another(), service.another()];
    await other.ended.load();

    await signOut(cookie).expect(200);
    await other.ended.look();
    await later.ended.load();

    expect(await currentUser(other.app, cookie)).toBeNull();
    expect(await currentUser(later.app, cookie)).toBeNull();
  });

  it('ends that session only', async () => {
    const buyer = aBuyer();
    const first = cookieOf(await signUp(service.app, buyer).expect(201));
    const second = cookieOf(await signIn(service.app, buyer).expect(200));

    await signOut(first).expect(200);

    expect(await currentUser(service.app, first)).toBeNull();
    expect(await currentUser(service.app, second)).toMatchObject({ email: buyer.email });
  });

  it('ends every session whose cookie it shows', async () => {
    const [one, other] = [await aSession(), await aSession()];

    await signOut(`${one.cookie}; ${other.cookie}`).expect(200);

    expect(await currentUser(service.app, one.cookie)).toBeNull();
    expect(await currentUser(service.app, other.cookie)).toBeNull();
  });

  it('may be requested many times concurrently', async () => {
    const { id, cookie } = await aSession();

    const answers = await Promise.all(Array.from({ length: 10 }, () => signOut(cookie)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const sids = (await service.saidBy(id)).map(({ data }) => data);
    expect(new Set(sids.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('answers 503 and keeps the cookie if it cannot end the session', async () => {
    const { cookie } = await aSession();
    const broken = createApp({
      ...service.deps,
      userSessions: {
        ...service.deps.userSessions,
        end: () => Promise.reject(new DependencyError('MongoDB')),
      },
      logger: silentLogger(),
    });

    const response = await signOut(cookie, broken).expect(503);

    expect(setCookie(response)).toBe('');
    expect(await currentUser(service.app, cookie)).not.toBeNull();
  });

  it('would end nothing if the service did not check ended sessions', async () => {
    const { cookie } = await aSession();
    const blind = createApp({ ...service.deps, sessions: createSessions(testJwtKey) });

    await signOut(cookie, blind).expect(200);

    expect(await currentUser(blind, cookie)).not.toBeNull();
  });
});
