import assert from 'node:assert/strict';

import type { Clock } from '../base/clock';
import type { DomainEvent, Id } from '../contracts';
import type { Outbox } from '../outbox/outbox';
import {
  type AggregateStore,
  DuplicateKeyError,
  type ReplicaStore,
  VersionConflictError,
  type Versioned,
} from '../store/store';
import { anId } from './ids';

/** The aggregate of the suite: a claim of a seat, until a time. */
export interface Claim extends Versioned {
  readonly slot: string;
  readonly until: Date;
  readonly note?: string;
}

/** The stores that the suite tests. Each case needs empty ones. */
export interface Stores {
  readonly claims: AggregateStore<Claim> & Outbox;
  readonly copies: ReplicaStore<Claim>;
  /** The clock that the stores use. */
  readonly now: Clock;
}

/** One requirement for every store. */
export interface ConformanceCase {
  readonly title: string;
  run(stores: Stores): Promise<void>;
}

const hour = 60 * 60 * 1000;
const happened = ({ id }: Claim): DomainEvent => ({
  subject: 'expiration:complete',
  data: { orderId: id },
});

const aClaim = ({ claims, now }: Stores, fields: Partial<Claim> = {}): Claim => ({
  id: claims.nextId(),
  version: 0,
  slot: 'seat 1',
  until: new Date(now().getTime() + hour),
  ...fields,
});

/** An id in upper case. It needs a cast, because the type excludes it. */
const inCapitals = (id: Id): Id => id.toUpperCase() as Id;
const spelled = anId('abcdefabcdefabcdefabcdef');
const ended = { field: 'note', values: ['over'] } as const;

const count = async (
  many: readonly Promise<unknown>[],
): Promise<{ done: number; failed: unknown[] }> => {
  const results = await Promise.allSettled(many);
  const failed = results
    .filter((each) => each.status === 'rejected')
    .map(({ reason }) => reason as unknown);
  return { done: results.length - failed.length, failed };
};

/** What `domain/` relies on, and so what a store on any database must do. Run each case with new stores. */
export const storeConformance: readonly ConformanceCase[] = [
  {
    title: 'gives back what was inserted, at version 0',
    async run(stores) {
      const claim = aClaim(stores, { note: 'first row' });

      await stores.claims.insert(claim);

      assert.deepEqual(await stores.claims.find(claim.id), claim);
    },
  },
  {
    title: 'finds nothing for an id that is unknown',
    async run({ claims }) {
      assert.equal(await claims.find(claims.nextId()), undefined);
    },
  },
  {
    title: 'finds an id in capitals',
    async run(stores) {
      const { claims, copies } = stores;
      const claim = aClaim(stores, { id: spelled });
      await claims.insert(claim, happened);
      await copies.keepNewest(claim);
      const all = { order: 'oldest first', limit: 9 } as const;

      assert.deepEqual(await claims.find(inCapitals(spelled)), claim);
      assert.deepEqual(await copies.find(inCapitals(spelled)), claim);
      assert.equal((await claims.pendingOf([inCapitals(spelled)])).length, 1);
      assert.deepEqual(await claims.query({ ...all, after: inCapitals(spelled) }), []);
    },
  },
  {
    title: 'takes two spellings of an id for one',
    async run(stores) {
      const { claims, copies } = stores;
      const claim = aClaim(stores, { id: spelled });
      const other = { ...claim, id: inCapitals(spelled), slot: 'seat 2', version: 1 };
      await claims.insert(claim);
      await copies.keepNewest(claim);

      await assert.rejects(claims.insert(other), DuplicateKeyError);
      await copies.keepNewest(other);
      await copies.merge({ ...other, version: 2 }, ended);

      assert.deepEqual(await copies.query({ order: 'oldest first', limit: 9 }), [
        { ...other, id: spelled, version: 2 },
      ]);
    },
  },
  {
    title: 'lets one of twenty claims of the same slot in, and refuses the others as duplicates',
    async run(stores) {
      const claims = Array.from({ length: 20 }, () => aClaim(stores));

      const { done, failed } = await count(claims.map((claim) => stores.claims.insert(claim)));

      assert.equal(done, 1);
      assert.ok(failed.every((error) => error instanceof DuplicateKeyError));
    },
  },
  {
    title:
      'lets one of four claims of each slot in and refuses the others as duplicates, 200 times over',
    async run(stores) {
      for (let seat = 1; seat <= 200; seat += 1) {
        const claims = Array.from({ length: 4 }, () => aClaim(stores, { slot: `seat ${seat}` }));

        const { done, failed } = await count(claims.map((claim) => stores.claims.insert(claim)));

        assert.equal(done, 1);
        for (const error of failed) assert.ok(error instanceof DuplicateKeyError, String(error));
      }
    },
  },
  {
    title: 'lets one of twenty changes of the same version through',
    async run(stores) {
      const claim = aClaim(stores);
      await stores.claims.insert(claim);

      const { done, failed } = await count(
        Array.from({ length: 20 }, (_, i) => stores.claims.transition(claim, { note: `by ${i}` })),
      );

      assert.equal(done, 1);
      assert.ok(failed.every((error) => error instanceof VersionConflictError));
      assert.equal((await stores.claims.find(claim.id))?.version, 1);
    },
  },
  {
    title: 'frees a slot by a change, for the next claim',
    async run(stores) {
      const first = aClaim(stores);
      await stores.claims.insert(first);
      await stores.claims.transition(first, { slot: first.id });

      await stores.claims.insert(aClaim(stores));

      assert.equal(
        (await stores.claims.query({ where: { slot: 'seat 1' }, order: 'newest first', limit: 9 }))
          .length,
        1,
      );
    },
  },
  {
    title: 'refuses a change that takes a slot which is taken',
    async run(stores) {
      const other = aClaim(stores, { slot: 'seat 2' });
      await stores.claims.insert(aClaim(stores));
      await stores.claims.insert(other);

      await assert.rejects(stores.claims.transition(other, { slot: 'seat 1' }), DuplicateKeyError);
    },
  },
  {
    title: 'takes a field away that is set to undefined',
    async run(stores) {
      const claim = aClaim(stores, { note: 'mine' });
      await stores.claims.insert(claim);

      const changed = await stores.claims.transition(claim, { note: undefined });

      assert.ok(!('note' in changed));
      assert.deepEqual(await stores.claims.find(claim.id), changed);
    },
  },
  {
    title: 'makes a change on condition that a date has passed only after it has',
    async run(stores) {
      const early = aClaim(stores);
      const late = aClaim(stores, {
        slot: 'seat 2',
        until: new Date(stores.now().getTime() - hour),
      });
      await stores.claims.insert(early);
      await stores.claims.insert(late);

      await assert.rejects(
        stores.claims.transition(early, { note: 'over' }, undefined, { passed: 'until' }),
        VersionConflictError,
      );
      const over = await stores.claims.transition(late, { note: 'over' }, undefined, {
        passed: 'until',
      });

      assert.equal(over.version, 1);
      assert.equal((await stores.claims.find(early.id))?.version, 0);
    },
  },
  {
    title: 'keeps the events of every version, in order, until they are removed one by one',
    async run(stores) {
      const { claims } = stores;
      const claim = aClaim(stores);
      await claims.insert(claim, happened);
      await claims.transition(claim, { note: 'changed' }, happened);

      const pending = await claims.pendingOf([claim.id]);
      const [first, second] = pending;
      assert.ok(first && second);
      assert.deepEqual(
        pending.map(({ version }) => version),
        [0, 1],
      );
      assert.deepEqual(await claims.pendingSince(new Date(Date.now() + hour), 9), [claim.id]);

      await claims.remove([first]);
      await claims.remove([first]);
      assert.deepEqual(await claims.pendingOf([claim.id]), [second]);
      assert.equal(await claims.countPending(), 1);

      await claims.remove([second]);
      assert.deepEqual(await claims.pendingSince(new Date(Date.now() + hour), 9), []);
      assert.equal(await claims.countPending(), 0);
    },
  },
  {
    title: 'does not bring back a removed event with the next change',
    async run(stores) {
      const { claims } = stores;
      const claim = aClaim(stores);
      await claims.insert(claim, happened);
      await claims.remove(await claims.pendingOf([claim.id]));

      await claims.transition(claim, { note: 'changed' }, happened);

      assert.deepEqual(
        (await claims.pendingOf([claim.id])).map(({ version }) => version),
        [1],
      );
    },
  },
  {
    title: 'leaves no event of a change that was refused',
    async run(stores) {
      const { claims } = stores;
      const claim = aClaim(stores);
      await claims.insert(claim);
      await claims.transition(claim, { note: 'quicker' });

      await assert.rejects(claims.transition(claim, { note: 'slower' }, happened));

      assert.deepEqual(await claims.pendingOf([claim.id]), []);
    },
  },
  {
    title: 'records an event as often as it is told, and once',
    async run(stores) {
      const { claims } = stores;
      const claim = aClaim(stores);
      await claims.insert(claim, happened);
      const events = await claims.pendingOf([claim.id]);

      await claims.record(events);
      await claims.record(events);

      assert.deepEqual(await claims.recorded(claim.id), events);
      assert.deepEqual(await claims.recorded(claims.nextId()), []);
    },
  },
  {
    title: 'finds by fields, by one of several values, by absence and by an upper bound, in pages',
    async run(stores) {
      const { claims, now } = stores;
      const past = new Date(now().getTime() - hour);
      const made = ['a', 'b', 'c', 'd'].map((slot, i) =>
        aClaim(stores, { slot, ...(i % 2 === 0 ? { note: 'even', until: past } : {}) }),
      );
      for (const claim of made) await claims.insert(claim);
      const slots = (found: readonly Claim[]): string[] => found.map(({ slot }) => slot);

      const several = await claims.query({
        where: { slot: ['a', 'b', 'z'] },
        order: 'oldest first',
        limit: 9,
      });
      const noNote = await claims.query({ absent: ['note'], order: 'newest first', limit: 9 });
      const over = await claims.query({
        atMost: { until: now() },
        order: 'oldest first',
        limit: 9,
      });
      const first = await claims.query({ order: 'newest first', limit: 2 });
      const last = first.at(-1);
      assert.ok(last);
      const second = await claims.query({ order: 'newest first', after: last.id, limit: 2 });

      assert.deepEqual(slots(several), ['a', 'b']);
      assert.deepEqual(slots(noNote), ['d', 'b']);
      assert.deepEqual(slots(over), ['a', 'c']);
      assert.deepEqual(slots([...first, ...second]), ['d', 'c', 'b', 'a']);
    },
  },
  {
    title: 'keeps the newest of a replica, whatever the order and however often',
    async run(stores) {
      const { copies } = stores;
      const [zero, one, two] = [0, 1, 2].map((version) => ({
        ...aClaim(stores, { id: spelled }),
        version,
        slot: `seat ${version}`,
        ...(version === 1 ? { note: 'held' } : {}),
      }));
      assert.ok(zero && one && two);

      assert.equal(await copies.keepNewest(one), true);
      assert.equal(await copies.keepNewest(zero), false);
      assert.equal(await copies.keepNewest(one), false);
      assert.equal(await copies.keepNewest(two), true);

      assert.deepEqual(await copies.find(two.id), two);
    },
  },
  {
    title: 'keeps the newest of twenty first versions of a replica that come at once',
    async run(stores) {
      const { copies } = stores;
      const id = stores.claims.nextId();
      const versions = Array.from({ length: 20 }, (_, version) => ({
        ...aClaim(stores),
        id,
        version,
      }));

      await Promise.all(versions.map((version) => copies.keepNewest(version)));

      assert.equal((await copies.find(id))?.version, 19);
    },
  },
  {
    title: 'merges what is newer and keeps what it does not say',
    async run(stores) {
      const { copies } = stores;
      const claim = aClaim(stores);
      const { id, until } = claim;

      assert.equal(await copies.merge(claim, ended), true);
      assert.equal(await copies.merge({ id, version: 2, slot: 'seat 2' }, ended), true);
      assert.equal(await copies.merge({ id, version: 1, slot: 'seat 1' }, ended), false);

      assert.deepEqual(await copies.find(id), { id, version: 2, slot: 'seat 2', until });
    },
  },
  {
    title: 'fills in by a merge what was not known, and never undoes what is final',
    async run(stores) {
      const { copies } = stores;
      const claim = aClaim(stores, { note: 'held' });
      const { id } = claim;

      assert.equal(await copies.merge({ id, version: 1, note: 'over' }, ended), true);
      assert.equal(await copies.merge(claim, ended), false);
      assert.equal(await copies.merge({ ...claim, version: 7 }, ended), false);

      assert.deepEqual(await copies.find(id), { ...claim, version: 1, note: 'over' });
    },
  },
  {
    title: 'merges what is final whatever its version',
    async run(stores) {
      const { copies } = stores;
      const claim = aClaim(stores, { version: 5 });
      const { id } = claim;
      await copies.merge(claim, ended);

      assert.equal(await copies.merge({ id, version: 5, note: 'over' }, ended), true);
      assert.equal(await copies.merge({ id, version: 5, note: 'over' }, ended), false);

      assert.deepEqual(await copies.find(id), { ...claim, note: 'over' });
    },
  },
  {
    title: 'merges all that is said of a copy at once, whoever is first',
    async run(stores) {
      const { copies } = stores;
      for (let round = 0; round < 20; round += 1) {
        const claim = aClaim(stores);
        const { id } = claim;

        await Promise.all([
          copies.merge(claim, ended),
          copies.merge({ id, version: 1, note: 'over' }, ended),
          copies.merge(claim, ended),
        ]);

        assert.deepEqual(await copies.find(id), { ...claim, version: 1, note: 'over' });
      }
    },
  },
];
