import { DependencyError, type IdempotencyStore, type KeyClaim } from '@ticketing-dev/common';
import {
  fixedClock,
  type FixedClock,
  MemoryIdempotencyStore,
  testDatabase,
} from '@ticketing-dev/common/testing';

const hourMs = 60 * 60 * 1000;
const leaseMs = 9_000;
const answer = { status: 201, headers: { Location: '/here' }, body: '{"id":"1"}' };

const claim = (store: IdempotencyStore, id = 'a', ...fingerprints: string[]) => {
  const [first = 'body', ...others] = fingerprints;
  return store.claim({ id, fingerprints: [first, ...others] }, leaseMs);
};

function owned(made: KeyClaim) {
  if (made.outcome !== 'claimed') throw new Error(`it is ${made.outcome}`);
  return made;
}

type Run = (store: IdempotencyStore, clock: FixedClock) => Promise<void>;

const cases: readonly (readonly [string, Run])[] = [
  [
    'gives a new key to one of twenty concurrent requests',
    async (store) => {
      const claims = await Promise.all(Array.from({ length: 20 }, () => claim(store)));

      expect(claims.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ outcome }) => outcome === 'running')).toHaveLength(19);
    },
  ],
  [
    'returns the answer that was stored',
    async (store) => {
      const { owner } = owned(await claim(store));
      await store.complete('a', owner, answer);

      expect(await claim(store)).toEqual({ outcome: 'done', answer });
    },
  ],
  [
    'distinguishes bodies, also while a request runs, and accepts each hash of the same body',
    async (store) => {
      const { owner } = owned(await claim(store));

      expect(await claim(store, 'a', 'other')).toEqual({ outcome: 'other body' });
      expect(await claim(store, 'a', 'new hash', 'body')).toEqual({ outcome: 'running' });
      await store.complete('a', owner, answer);
      expect(await claim(store, 'a', 'other')).toEqual({ outcome: 'other body' });
    },
  ],
  [
    'lets one of ten concurrent requests take over when the lease has ended, with the same id',
    async (store, clock) => {
      const first = owned(await claim(store));
      clock.advance(leaseMs);

      const claims = await Promise.all(Array.from({ length: 10 }, () => claim(store)));

      const taken = claims.filter(({ outcome }) => outcome === 'claimed').map(owned);
      expect(taken.map(({ resultId }) => resultId)).toEqual([first.resultId]);
      await store.complete('a', first.owner, answer);
      expect(await claim(store)).toEqual({ outcome: 'running' });
    },
  ],
  [
    'lets another request run after a release, with the same id, and ignores another release by the first one',
    async (store) => {
      const first = owned(await claim(store));
      await store.release('a', first.owner);
      const second = owned(await claim(store));
      expect(second.resultId).toBe(first.resultId);

      await store.release('a', first.owner);

      expect(await claim(store)).toEqual({ outcome: 'running' });
    },
  ],
  [
    'stores the answer of a request that has released its key, unless another request runs',
    async (store) => {
      const first = owned(await claim(store));
      await store.release('a', first.owner);
      const second = owned(await claim(store));
      await store.complete('a', first.owner, { ...answer, status: 400 });
      expect(await claim(store)).toEqual({ outcome: 'running' });

      await store.release('a', second.owner);
      await store.complete('a', second.owner, answer);

      expect(await claim(store)).toEqual({ outcome: 'done', answer });
    },
  ],
  [
    'keeps an answer that is released afterwards',
    async (store) => {
      const { owner } = owned(await claim(store));
      await store.complete('a', owner, answer);
      await store.release('a', owner);

      expect(await claim(store)).toEqual({ outcome: 'done', answer });
    },
  ],
  [
    'forgets a key after 24 hours, though it was not deleted, and gives it a new id',
    async (store, clock) => {
      const first = owned(await claim(store));
      await store.complete('a', first.owner, answer);

      clock.advance(24 * hourMs - 1);
      expect(await claim(store)).toMatchObject({ outcome: 'done' });
      clock.advance(1);
      const claims = await Promise.all([claim(store), claim(store)]);

      const [second] = claims.filter(({ outcome }) => outcome === 'claimed').map(owned);
      expect(claims.map(({ outcome }) => outcome).sort()).toEqual(['claimed', 'running']);
      expect(second?.resultId).not.toBe(first.resultId);
    },
  ],
  [
    'deletes only keys that have expired',
    async (store, clock) => {
      owned(await claim(store, 'old'));
      clock.advance(24 * hourMs);
      const { owner } = owned(await claim(store, 'new'));
      await store.complete('new', owner, answer);

      await store.sweep();

      expect(await claim(store, 'new')).toMatchObject({ outcome: 'done' });
      expect(await claim(store, 'old')).toMatchObject({ outcome: 'claimed' });
    },
  ],
];

describe.each(cases)('every store of idempotency keys %s', (_title, run) => {
  it('in memory', async () => {
    const clock = fixedClock();
    await run(new MemoryIdempotencyStore(clock.now), clock);
  });

  it('on MongoDB', async () => {
    const clock = fixedClock(new Date());
    const database = testDatabase(clock.now);
    const store = database.idempotencyKeys();
    await database.open();
    try {
      await run(store, clock);
    } finally {
      await database.connection.dropDatabase();
      await database.close();
    }
  });
});

describe('the store on MongoDB', () => {
  it('is unavailable before the database is opened', async () => {
    await expect(claim(testDatabase().idempotencyKeys())).rejects.toThrow(DependencyError);
  });
});
