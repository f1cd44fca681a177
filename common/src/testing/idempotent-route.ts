import assert from 'node:assert/strict';

import type { Connection } from 'mongoose';

import type { FixedClock } from './fixed-clock';

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** A service with a route that accepts an `Idempotency-Key`. */
export interface IdempotentRoute {
  /** @param user undefined for a request without a session */
  post(user: string | undefined, key: string, body: object): PromiseLike<Answer>;
  /** A new body that is answered 201, and that differs from all others. */
  aBody(user: string): Promise<object>;
  /** How many things the route has made: tickets, orders or charges. */
  count(): Promise<number>;
  readonly connection: Connection;
  /** The clock of the service's database. */
  readonly clock: FixedClock;
}

/** One requirement for every such route. */
export interface IdempotentRouteCase {
  readonly title: string;
  run(route: IdempotentRoute): Promise<void>;
}

const hourMs = 60 * 60 * 1000;
/** Longer than any lease. */
const minuteMs = 60 * 1000;

const isRepeated = ({ headers }: Answer): boolean => headers['idempotent-replayed'] === 'true';
const codeOf = ({ body }: Answer): unknown =>
  (body as { errors?: readonly { code?: string }[] }).errors?.[0]?.code;

/** @returns how many things `work` has made */
async function made(route: IdempotentRoute, work: () => Promise<void>): Promise<number> {
  const before = await route.count();
  await work();
  return (await route.count()) - before;
}

/** The answers were not stored, as after a crash of the process. */
const loseAnswers = ({ connection }: IdempotentRoute) =>
  connection.collection('idempotency_keys').updateMany({}, { $unset: { answer: '' } });

/** What a route with an `Idempotency-Key` must do. The cases may share one service. */
export const idempotentRoute: readonly IdempotentRouteCase[] = [
  {
    title: 'repeats its answer, and does its work once',
    async run(route) {
      const body = await route.aBody('ann');

      const count = await made(route, async () => {
        const first = await route.post('ann', 'repeated', body);
        const second = await route.post('ann', 'repeated', body);

        assert.deepEqual([first.status, isRepeated(first)], [201, false]);
        assert.deepEqual([second.status, isRepeated(second)], [201, true]);
        assert.deepEqual(second.body, first.body);
        assert.equal(second.headers['content-type'], first.headers['content-type']);
      });

      assert.equal(count, 1);
    },
  },
  {
    title: 'does the work of one of twenty concurrent requests with one key',
    async run(route) {
      const body = await route.aBody('ann');

      const count = await made(route, async () => {
        const answers = await Promise.all(
          Array.from({ length: 20 }, () => route.post('ann', 'concurrent', body)),
        );

        const created = answers.filter(({ status }) => status === 201);
        assert.equal(created.filter((answer) => !isRepeated(answer)).length, 1);
        assert.equal(new Set(created.map((answer) => JSON.stringify(answer.body))).size, 1);
        const others = answers.filter(({ status }) => status !== 201);
        for (const other of others) {
          assert.deepEqual([other.status, codeOf(other)], [409, 'IDEMPOTENCY_KEY_IN_USE']);
        }
        const later = await route.post('ann', 'concurrent', body);
        assert.deepEqual([isRepeated(later), later.body], [true, created[0]?.body]);
      });

      assert.equal(count, 1);
    },
  },
  {
    title: 'refuses the same key with another body',
    async run(route) {
      await route.post('ann', 'two-bodies', await route.aBody('ann'));

      const count = await made(route, async () => {
        const other = await route.post('ann', 'two-bodies', await route.aBody('ann'));
        assert.deepEqual([other.status, codeOf(other)], [422, 'IDEMPOTENCY_KEY_REUSED']);
      });

      assert.equal(count, 0);
    },
  },
  {
    title: 'distinguishes the keys of two users',
    async run(route) {
      const mine = await route.post('ann', 'shared', await route.aBody('ann'));

      const other = await route.post('bob', 'shared', await route.aBody('bob'));

      assert.deepEqual([other.status, isRepeated(other)], [201, false]);
      assert.notDeepEqual(other.body, mine.body);
    },
  },
  {
    title: 'refuses a malformed key',
    async run(route) {
      const body = await route.aBody('ann');
      const malformed = ['', ' ', 'two words', '"open', '""', 'é', 'a'.repeat(256)];

      const refusals = [
        ...malformed.map(
          (key) => [key, 'Idempotency-Key must have 1 to 255 visible ASCII characters'] as const,
        ),
        ['4242424242424242', 'Idempotency-Key must not contain a card number'] as const,
      ];
      for (const [key, message] of refusals) {
        const { status, body: answer } = await route.post('ann', key, body);
        const errors = [{ message, code: 'INVALID_REQUEST' }];
        assert.deepEqual([key, status, answer], [key, 400, { errors }]);
      }
    },
  },
  {
    title: 'stores neither the user nor the key nor the body, but for the answer',
    async run(route) {
      const body = await route.aBody('a person');
      await route.post('a person', 'a-secret-key', body);

      const records = await route.connection.collection('idempotency_keys').find().toArray();
      const values = Object.values(body).filter((value) => typeof value === 'string');
      const stored = JSON.stringify(records.map((record) => ({ ...record, answer: undefined })));
      for (const value of ['a person', 'a-secret-key', ...values]) {
        assert.ok(!stored.includes(value), `${value} is stored`);
      }
    },
  },
  {
    title: 'does not store a 401',
    async run(route) {
      const body = await route.aBody('ann');
      const refused = await route.post(undefined, 'signed-out', body);

      const answer = await route.post('ann', 'signed-out', body);

      assert.deepEqual([refused.status, answer.status, isRepeated(answer)], [401, 201, false]);
    },
  },
  {
    title: 'does its work once if it crashed after its write, and before its answer was stored',
    async run(route) {
      const body = await route.aBody('ann');

      const count = await made(route, async () => {
        const first = await route.post('ann', 'crashed', body);
        await loseAnswers(route);

        assert.equal((await route.post('ann', 'crashed', body)).status, 409);
        route.clock.advance(minuteMs);
        const second = await route.post('ann', 'crashed', body);
        const third = await route.post('ann', 'crashed', body);

        assert.deepEqual([second.status, isRepeated(second)], [201, false]);
        assert.deepEqual(second.body, first.body);
        assert.deepEqual([isRepeated(third), third.body], [true, first.body]);
      });

      assert.equal(count, 1);
    },
  },
  {
    title: 'stores the key for 24 hours',
    async run(route) {
      const body = await route.aBody('ann');
      await route.post('ann', 'a-day', body);

      route.clock.advance(24 * hourMs - 1);
      assert.equal(isRepeated(await route.post('ann', 'a-day', body)), true);
      route.clock.advance(1);
      assert.equal(isRepeated(await route.post('ann', 'a-day', body)), false);
    },
  },
];
