import { noLimit, silentLogger } from '@ticketing-dev/common';
import { fixedClock, MemoryAggregateStore } from '@ticketing-dev/common/testing';

import { createAccounts, type Credentials, type PasswordChange } from '../../src/domain/accounts';
import type { Passwords } from '../../src/domain/passwords';
import type { User } from '../../src/domain/user';
import { createUserSessions, mostSessions } from '../../src/domain/user-sessions';

const dayMs = 24 * 60 * 60 * 1000;
const email = 'buyer@example.com';
const password = 'a good password';

/** Hashes at once, and only when it is let. */
function setUp({ verified = () => Promise.resolve() }: { verified?: () => Promise<void> } = {}) {
  const clock = fixedClock();
  const users = new MemoryAggregateStore<User>(['email'], { now: clock.now });
  const ended: string[] = [];
  let sids = 0;
  const sessions = createUserSessions({
    users,
    ended: {
      end: (sids) => {
        ended.push(...sids);
        return Promise.resolve();
      },
    },
    now: clock.now,
    newSid: () => String((sids += 1)),
    logger: silentLogger(),
  });
  const passwords: Passwords = {
    hash: (text) => Promise.resolve(`hash of ${text}`),
    verify: async (text, hash) => {
      const isRight = hash === `hash of ${text}`;
      await verified();
      return isRight;
    },
    isOutdated: () => false,
  };
  const useCases = createAccounts({
    users,
    passwords,
    turns: { check: () => undefined, take: (_line, _caller, work) => work() },
    limits: {
      signInsPerAccount: noLimit,
      signInsPerDevice: noLimit,
      signInsPerAddress: noLimit,
      signUpsPerAddress: noLimit,
      mailLinksPerAccount: noLimit,
      mailLinksPerAddress: noLimit,
    },
    sessions,
    now: clock.now,
  });
  const caller = { address: '127.0.0.1', signal: new AbortController().signal };
  const accounts = {
    signUp: (credentials: Credentials) => useCases.signUp(credentials, caller),
    signIn: (credentials: Credentials) => useCases.signIn(credentials, caller),
    changePassword: (change: PasswordChange) => useCases.changePassword(change, caller),
  };
  const live = (): string[] =>
    users
      .all()
      .flatMap((user) => user.sessions ?? [])
      .map(({ sid }) => sid);
  return { clock, users, ended, sessions, accounts, live };
}

describe('the sessions of an account', () => {
  it('each have a name of their own, also after concurrent sign-ins', async () => {
    const { accounts, live } = setUp();
    await accounts.signUp({ email, password });

    await Promise.all(Array.from({ length: 20 }, () => accounts.signIn({ email, password })));

    expect(new Set(live()).size).toBe(21);
  });

  it('end with the oldest if there are too many', async () => {
    const { accounts, ended, live } = setUp();
    await accounts.signUp({ email, password });
    for (let count = 1; count < mostSessions; count += 1)
      await accounts.signIn({ email, password });
    expect(ended).toEqual([]);

    await accounts.signIn({ email, password });

    expect(ended).toEqual(['1']);
    expect(live()).toHaveLength(mostSessions);
  });

  it('are forgotten when they have ended by themselves', async () => {
    const { accounts, clock, live, ended } = setUp();
    await accounts.signUp({ email, password });
    clock.advance(dayMs);

    await accounts.signIn({ email, password });

    expect(live()).toEqual(['2']);
    expect(ended).toEqual([]);
  });

  it('are kept by an account that an older build made', async () => {
    const { accounts, users, live } = setUp();
    await users.insert({
      id: users.nextId(),
      version: 0,
      email,
      passwordHash: `hash of ${password}`,
    });

    await accounts.signIn({ email, password });

    expect(live()).toHaveLength(1);
  });

  it('end one by one, immediately', async () => {
    const { accounts, sessions, ended, live } = setUp();
    const { user } = await accounts.signUp({ email, password });
    const all = await Promise.all(
      Array.from({ length: 10 }, () => accounts.signIn({ email, password })),
    );

    await Promise.all(all.map(({ session }) => sessions.end(user.id, session)));

    expect(live()).toEqual(['1']);
    expect(ended.sort()).toEqual(all.map(({ session }) => session.sid).sort());
  });

  it('end by name, also if a backup from before their sign-in was restored', async () => {
    const { accounts, clock, sessions, users } = setUp();
    const { user } = await accounts.signUp({ email, password });

    await sessions.end(user.id, { sid: 'lost', endsAt: clock.now() });

    expect(await users.pendingOf([user.id])).toMatchObject([{ data: { sids: ['lost'] } }]);
  });
});

describe('a change of the password', () => {
  const newPassword = 'another good password';

  it('ends a concurrent sign-in with the old password', async () => {
    let onVerified = (): Promise<void> => Promise.resolve();
    const { accounts, live } = setUp({ verified: () => onVerified() });
    const { user, session } = await accounts.signUp({ email, password });
    onVerified = async () => {
      onVerified = () => Promise.resolve();
      await accounts.changePassword({
        userId: user.id,
        sid: session.sid,
        currentPassword: password,
        newPassword,
      });
    };

    await expect(accounts.signIn({ email, password })).rejects.toThrow('Invalid credentials');

    expect(live()).toEqual([session.sid]);
  });

  it('succeeds for one of two concurrent requests', async () => {
    const { accounts } = setUp();
    const { user, session } = await accounts.signUp({ email, password });
    const change = (to: string) =>
      accounts.changePassword({
        userId: user.id,
        sid: session.sid,
        currentPassword: password,
        newPassword: to,
      });

    const results = await Promise.allSettled([change('one good password'), change('two of them')]);

    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is possible in a session without a name, and ends all sessions with one', async () => {
    const { accounts, ended } = setUp();
    const { user, session } = await accounts.signUp({ email, password });

    await accounts.changePassword({
      userId: user.id,
      sid: undefined,
      currentPassword: password,
      newPassword,
    });

    expect(ended).toEqual([session.sid]);
  });
});
