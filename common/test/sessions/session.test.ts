import { createSessions, deriveKey, sessionsIn } from '@ticketing-dev/common';
import { testJwtKey } from '@ticketing-dev/common/testing';
import jwt from 'jsonwebtoken';

const user = { id: 'any id', email: 'buyer@example.com' };
const inAnHour = (): Date => new Date(Date.now() + 60 * 60 * 1000);
const cookieOf = (token: string): string =>
  `session=${Buffer.from(JSON.stringify({ jwt: token })).toString('base64')}`;

describe('the token of a session', () => {
  const sessions = createSessions(testJwtKey);

  it('has its user, its name and its end, to the second', () => {
    const endsAt = new Date(Math.floor(inAnHour().getTime() / 1000) * 1000);

    const session = sessions.read(sessions.issue(user, { sid: 'a sid', endsAt }));

    expect(session).toEqual({
      user: { ...user, iat: expect.any(Number) as number },
      sid: 'a sid',
      endsAt,
    });
  });

  it('need not have a name: tests and tools sign their own', () => {
    expect(sessions.read(sessions.issue(user))).not.toHaveProperty('sid');
  });

  it('need not have an end', () => {
    const token = jwt.sign(user, testJwtKey);

    expect(sessions.read(token)?.endsAt.getUTCFullYear()).toBe(9999);
  });

  it.each([
    ['one that is over', () => jwt.sign({ ...user, exp: 1 }, testJwtKey)],
    ['one of another key', () => jwt.sign(user, 'another key')],
    ['one of another algorithm', () => jwt.sign(user, testJwtKey, { algorithm: 'HS512' })],
    ['one without an id', () => jwt.sign({ email: user.email }, testJwtKey)],
    [
      'one for another purpose',
      () => jwt.sign(user, deriveKey(testJwtKey, 'reset a password'), { algorithm: 'HS256' }),
    ],
    ['no text', () => ({ $gt: '' })],
  ])('is refused: %s', (_what, token) => {
    expect(sessions.read(token())).toBeUndefined();
  });
});

describe('a key that is being changed', () => {
  const [older, newer] = ['the older key of sessions', 'the newer key of sessions'];
  const before = createSessions(older, { previousKey: newer });
  const after = createSessions(newer, { previousKey: older });

  it('ends no session: tokens of both keys are accepted', () => {
    for (const issuer of [before, after]) {
      const token = issuer.issue(user);
      expect(before.read(token)?.user.id).toBe(user.id);
      expect(after.read(token)?.user.id).toBe(user.id);
    }
  });

  it('is not accepted any more when it is removed', () => {
    expect(createSessions(newer).read(before.issue(user))).toBeUndefined();
  });
});

describe('a session that has ended', () => {
  it('is refused from then on, also if its token was just read', () => {
    const over = new Set<string>();
    const sessions = createSessions(testJwtKey, { ended: over });
    const [first, second] = ['one', 'two'].map((sid) =>
      sessions.issue(user, { sid, endsAt: inAnHour() }),
    );
    expect(sessions.read(first)).toBeDefined();

    over.add('one');

    expect(sessions.read(first)).toBeUndefined();
    expect(sessions.read(second)).toBeDefined();
  });

  it('says nothing about tokens without a name', () => {
    const sessions = createSessions(testJwtKey, { ended: { has: () => true } });

    expect(sessions.read(sessions.issue(user))).toBeDefined();
  });
});

describe('the cookies of a request', () => {
  const over = new Set(['over']);
  const sessions = createSessions(testJwtKey, { ended: over });
  const good = cookieOf(sessions.issue(user, { sid: 'good', endsAt: inAnHour() }));
  const idsIn = (cookies: string | undefined) =>
    [...sessionsIn(cookies, sessions)].map(({ sid }) => sid);

  it.each([
    ['nonsense', 'session=nonsense'],
    ['an empty one', 'session='],
    ['one of another key', cookieOf(createSessions('another key').issue(user))],
    ['one that has ended', cookieOf(sessions.issue(user, { sid: 'over', endsAt: inAnHour() }))],
    ['one of another name', `other${good}`],
  ])('may have %s before the good one', (_what, cookie) => {
    expect(idsIn(`a=b; ${cookie}; ${good}`)).toEqual(['good']);
  });

  it('are read up to a small number', () => {
    const many = 'session=nonsense; '.repeat(8);

    expect(idsIn(`${many}${good}`)).toEqual([]);
  });

  it('may be absent', () => {
    expect(idsIn(undefined)).toEqual([]);
  });
});
