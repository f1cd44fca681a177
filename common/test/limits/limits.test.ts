import { type Limit, LimitReachedError, type LimitRule } from '../../src';
import { createLimits, type Limits } from '../../src/limits/create-limits';
import type { LimitRows } from '../../src/limits/limit-rows';
import { systemClock } from '../../src/base/clock';
import { Database } from '../../src/mongo';
import { createLogger, silentLogger } from '../../src/base/logger';
import { dropAndClose, eventually, testDatabase, testServer } from '../../src/testing';

const rule = (overrides: Partial<LimitRule> = {}): LimitRule => ({
  name: 'tries per person',
  most: 3,
  windowSeconds: 3_600,
  message: 'That is enough for now',
  ...overrides,
});

const database = testDatabase();
const rows = database.limitRows();
/** On a server of the run, with every command to be seen. */
const watched = new Database(`${testServer('MONGO')}/test-limits-watched?monitorCommands=true`, {
  logger: silentLogger(),
  now: systemClock,
});
beforeAll(() => database.open());
afterAll(() => dropAndClose(database));

let lines: unknown[][];
function limitsOn(where: LimitRows = rows, areOff = false): Limits {
  const logger = createLogger('test', 'silent');
  logger.info = (...line: unknown[]) => void lines.push(line);
  return createLimits({ rows: where, logger, areOff });
}
let key: string;
beforeEach(() => {
  lines = [];
  key = `somebody ${Math.random()}`;
});

const refusedOf = async (many: readonly Promise<unknown>[]): Promise<number> =>
  (await Promise.allSettled(many)).filter(({ status }) => status === 'rejected').length;
const takes = (limit: Limit, times: number) => Array.from({ length: times }, () => limit.take(key));

const reachedCount = async ({ reached }: Limits): Promise<number> =>
  (await reached.get()).values.reduce((sum, { value }) => sum + value, 0);

/** Rows that nobody can reach. */
const away: LimitRows = {
  add: () => Promise.reject(new Error('away')),
  find: () => Promise.reject(new Error('away')),
  sweep: () => Promise.reject(new Error('away')),
};

describe.each<[string, (limits: Limits, rule: LimitRule) => Limit, LimitRows]>([
  ['of all instances', (limits, its) => limits.shared(its), rows],
  ['of one instance', (limits, its) => limits.own(its), rows],
  ['of all instances while the database is away', (limits, its) => limits.shared(its), away],
])('a limit %s', (_what, make, where) => {
  it('accepts the number, then refuses with the remaining time', async () => {
    const limit = make(limitsOn(where), rule());

    expect([await limit.take(key), await limit.take(key), await limit.take(key)]).toEqual([
      1 / 3,
      2 / 3,
      1,
    ]);

    const error: unknown = await limit.take(key).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LimitReachedError);
    expect(error).toMatchObject({ code: 'LIMIT_REACHED', message: 'That is enough for now' });
    const { retryAfterSeconds } = error as LimitReachedError;
    expect(retryAfterSeconds).toBeGreaterThan(3_590);
    expect(retryAfterSeconds).toBeLessThanOrEqual(3_600);
  });

  it('accepts exactly the number of fifty concurrent requests', async () => {
    const limit = make(limitsOn(where), rule({ most: 20 }));

    expect(await refusedOf(takes(limit, 50))).toBe(30);
  });

  it('counts each key and each limit for itself', async () => {
    const limits = limitsOn(where);
    const limit = make(limits, rule());
    await Promise.all(takes(limit, 3));

    await expect(limit.take(`${key}, another`)).resolves.toBe(1 / 3);
    await expect(make(limits, rule({ name: 'others per person' })).take(key)).resolves.toBe(1 / 3);
  });

  it('begins anew when the window has ended', async () => {
    const limit = make(limitsOn(where), rule({ most: 1, windowSeconds: 1 }));
    await limit.take(key);
    await expect(limit.take(key)).rejects.toThrow(LimitReachedError);

    await expect(eventually(() => limit.take(key))).resolves.toBe(1);
  });

  it('takes back what must not count', async () => {
    const limit = make(limitsOn(where), rule());
    await Promise.all(takes(limit, 3));

    await limit.giveBack(key);

    await expect(limit.take(key)).resolves.toBe(1);
    await expect(limit.take(key)).rejects.toThrow(LimitReachedError);
  });

  it('checks without counting, and counts without refusing', async () => {
    const limit = make(limitsOn(where), rule());
    for (let i = 0; i < 4; i += 1) await limit.check(key);
    for (let i = 0; i < 3; i += 1) await limit.count(key);

    await expect(limit.check(key)).rejects.toThrow(LimitReachedError);
    await limit.count(key);
  });

  it('counts every refusal, and logs one line for each key, without the key', async () => {
    const limits = limitsOn(where);
    const limit = make(limits, rule());

    await refusedOf(takes(limit, 3 + 5));
    await refusedOf([limit.take(key), limit.check(key)]);

    expect(await reachedCount(limits)).toBe(7);
    expect(lines).toEqual([
      [
        {
          security: 'limit reached',
          limit: 'tries per person',
          retryAfterSeconds: expect.any(Number) as number,
        },
        'security: limit reached',
      ],
    ]);
  });

  it('refuses nothing if limits are off', async () => {
    const limit = make(limitsOn(where, true), rule());

    expect(await refusedOf([...takes(limit, 50), limit.check(key)])).toBe(0);
  });
});

describe('a limit of all instances', () => {
  it('is exact for fifty concurrent requests at two instances, ten times', async () => {
    const [one, other] = [
      limitsOn().shared(rule({ most: 20 })),
      limitsOn().shared(rule({ most: 20 })),
    ];

    for (let i = 0; i < 10; i += 1) {
      key = `crowd ${i} ${Math.random()}`;
      expect(await refusedOf([...takes(one, 25), ...takes(other, 25)])).toBe(30);
    }
  });

  it('is exact for fifty concurrent requests just after a window has ended', async () => {
    const limit = limitsOn().shared(rule({ most: 20 }));
    await collection().deleteMany({});
    await limitsOn()
      .shared(rule({ windowSeconds: 1 }))
      .take(key);
    await eventually(async () => {
      expect(await collection().countDocuments({ endsAt: { $lt: new Date() } })).toBe(1);
    });

    expect(await refusedOf(takes(limit, 50))).toBe(30);
  });

  it('takes one command, and none after a refusal', async () => {
    const limit = limitsOn().shared(rule({ most: 1 }));
    const add = jest.spyOn(rows, 'add');
    await limit.take(key);
    expect(add).toHaveBeenCalledTimes(1);

    await expect(limit.take(key)).rejects.toThrow(LimitReachedError);

    expect(add).toHaveBeenCalledTimes(1);
    jest.restoreAllMocks();
  });

  it('checks two keys by one command', async () => {
    const limits = limitsOn(watched.limitRows());
    const [one, other] = [limits.shared(rule()), limits.shared(rule({ name: 'others' }))];
    await watched.open();
    const commands: string[] = [];
    watched.connection.getClient().on('commandStarted', ({ commandName }) => {
      commands.push(commandName);
    });

    await Promise.all([one.check(key), other.check(key)]);

    expect(commands).toEqual(['find']);
    await watched.close();
  });

  it('keeps no key in clear', async () => {
    await limitsOn().shared(rule()).take('ann@example.com');

    const stored = await collection().find().toArray();
    expect(stored).not.toEqual([]);
    expect(JSON.stringify(stored)).not.toContain('ann');
  });

  it('is swept when its window has ended', async () => {
    const limit = limitsOn().shared(rule({ windowSeconds: 1 }));
    await collection().deleteMany({});
    await limit.take(key);
    await limitsOn().shared(rule()).take(key);

    await eventually(async () => {
      await rows.sweep();
      expect(await collection().countDocuments()).toBe(1);
    });
  });
});

const collection = () => database.connection.collection('limits');
