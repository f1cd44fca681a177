import type { EndedSessionStore } from '@ticketing-dev/common';
import { dropAndClose, MemoryEndedSessionStore, testDatabase } from '@ticketing-dev/common/testing';

const until = new Date('2026-01-02T12:00:00.000Z');
const sidsOf = async (store: EndedSessionStore, mark?: Date) =>
  (await store.keptSince(mark)).ended.map(({ sid }) => sid).sort();

const cases: readonly (readonly [string, (store: EndedSessionStore) => Promise<void>])[] = [
  [
    'returns the sessions that it stores, with their ends',
    async (store) => {
      await store.keep([{ sid: 'a', until }]);

      expect((await store.keptSince(undefined)).ended).toEqual([{ sid: 'a', until }]);
    },
  ],
  [
    'returns the sessions since an earlier read',
    async (store) => {
      await store.keep([{ sid: 'a', until }]);
      const { mark } = await store.keptSince(undefined);
      await store.keep([{ sid: 'b', until }]);

      expect(mark).toBeDefined();
      expect(await sidsOf(store, mark)).toContain('b');
    },
  ],
  [
    'has no mark while it is empty, and keeps its mark while no session is added',
    async (store) => {
      expect(await store.keptSince(undefined)).toEqual({ ended: [], mark: undefined });
      const far = new Date('2100-01-01T00:00:00.000Z');

      expect(await store.keptSince(far)).toEqual({ ended: [], mark: far });
    },
  ],
  [
    'stores a session once, also for repeated and concurrent writes',
    async (store) => {
      await Promise.all(
        Array.from({ length: 10 }, () =>
          store.keep([
            { sid: 'a', until },
            { sid: 'b', until },
          ]),
        ),
      );
      await store.keep([]);

      expect(await sidsOf(store)).toEqual(['a', 'b']);
    },
  ],
  [
    'deletes the sessions whose tokens have expired, and no others',
    async (store) => {
      const later = new Date(until.getTime() + 1);
      await store.keep([
        { sid: 'a', until },
        { sid: 'b', until: later },
      ]);

      await store.forget(later);

      expect(await sidsOf(store)).toEqual(['b']);
    },
  ],
  [
    'returns more than fit into one page',
    async (store) => {
      const many = Array.from({ length: 600 }, (_, i) => ({ sid: `session ${i}`, until }));
      for (let from = 0; from < many.length; from += 100) {
        await store.keep(many.slice(from, from + 100));
      }

      expect(await sidsOf(store)).toEqual(many.map(({ sid }) => sid).sort());
    },
  ],
];

describe.each(cases)('every store of ended sessions %s', (_title, run) => {
  it('in memory', () => run(new MemoryEndedSessionStore()));

  it('on MongoDB', async () => {
    const database = testDatabase();
    const store = database.endedSessions();
    await database.open();
    try {
      await run(store);
    } finally {
      await dropAndClose(database);
    }
  });
});
