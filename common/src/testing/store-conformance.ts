import assert from 'node:assert/strict';

import type { Clock } from '../base/clock';
import type { DomainEvent, Id } from '../contracts';
import type { Outbox, StoredEvent } from '../outbox/outbox';
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
const oldest = { order: 'oldest first', limit: 9 } as const;
const newest = { order: 'newest first', limit: 9 } as const;
const versionsOf = (events: readonly StoredEvent[]): number[] =>
  events.map((event) => event.version);

/** Writes concurrently, and expects that one write succeeds and that the others are refused with this error. */
async function oneWins(
  writers: number,
  refusal: new () => Error,
  write: (index: number) => Promise<unknown>,
): Promise<void> {
  const results = await Promise.allSettled(Array.from({ length: writers }, (_, i) => write(i)));
  const failed = results.filter((each) => each.status === 'rejected');
  assert.equal(failed.length, writers - 1);
  for (const { reason } of failed) assert.ok(reason instanceof refusal, String(reason));
}

/** What `domain/` relies on, and so what a store on any database must do. Run each case with new stores. */
export const storeConformance: Readonly<Record<string, (stores: Stores) => Promise<void>>> = {
  async 'gives back what was inserted, at version 0'(stores) {
    const claim = aClaim(stores, { note: 'first row' });

    await stores.claims.insert(claim);

    assert.deepEqual(await stores.claims.find(claim.id), claim);
  },
  async 'finds nothing for an id that is unknown'(stores) {
    const { claims } = stores;
    await claims.insert(aClaim(stores));

    assert.equal(await claims.find(claims.nextId()), undefined);
  },
  async 'finds several by their ids, and none that is not asked for'(stores) {
    const { claims } = stores;
    const [first, second, third] = ['a', 'b', 'c'].map((slot) => aClaim(stores, { slot }));
    assert.ok(first && second && third);
    for (const claim of [first, second, third]) await claims.insert(claim);
    const where = { id: [first.id, third.id, claims.nextId()] };

    assert.deepEqual(await claims.query({ ...oldest, where }), [first, third]);
    assert.deepEqual(await claims.query({ ...oldest, where, after: first.id }), [third]);
  },
  async 'finds an id in capitals'(stores) {
    const { claims, copies } = stores;
    const claim = aClaim(stores, { id: spelled });
    await claims.insert(claim, happened);
    await copies.keepNewest(claim);

    assert.deepEqual(await claims.find(inCapitals(spelled)), claim);
    assert.deepEqual(await copies.find(inCapitals(spelled)), claim);
    assert.equal((await claims.pendingOf([inCapitals(spelled)])).length, 1);
    assert.deepEqual(await claims.query({ ...oldest, after: inCapitals(spelled) }), []);
  },
  async 'takes two spellings of an id for one'(stores) {
    const { claims, copies } = stores;
    const claim = aClaim(stores, { id: spelled });
    const other = { ...claim, id: inCapitals(spelled), slot: 'seat 2', version: 1 };
    await claims.insert(claim);
    await copies.keepNewest(claim);

    await assert.rejects(claims.insert(other), DuplicateKeyError);
    await copies.keepNewest(other);
    await copies.merge({ ...other, version: 2 }, ended);

    assert.deepEqual(await copies.query(oldest), [{ ...other, id: spelled, version: 2 }]);
  },
  async 'lets one of twenty claims of the same slot in, and refuses the others as duplicates'(
    stores,
  ) {
    await oneWins(20, DuplicateKeyError, () => stores.claims.insert(aClaim(stores)));
  },
  async 'lets one of four claims of each slot in and refuses the others as duplicates, 200 times over'(
    stores,
  ) {
    const { claims } = stores;
    for (let seat = 1; seat <= 200; seat += 1) {
      const slot = `seat ${seat}`;
      await oneWins(4, DuplicateKeyError, () => claims.insert(aClaim(stores, { slot })));
    }
  },
  async 'lets one of twenty changes of the same version through'(stores) {
    const claim = aClaim(stores);
    await stores.claims.insert(claim);

    await oneWins(20, VersionConflictError, (i) =>
      stores.claims.transition(claim, { note: `by ${i}` }),
    );

    assert.equal((await stores.claims.find(claim.id))?.version, 1);
  },
  async 'frees a slot by a change, for the next claim'(stores) {
    const { claims } = stores;
    const [first, second] = [aClaim(stores), aClaim(stores)];
    await claims.insert(first);
    await claims.transition(first, { slot: first.id });

    await claims.insert(second);

    const taken = await claims.query({ ...newest, where: { slot: 'seat 1' } });
    assert.deepEqual(taken, [second]);
  },
  async 'refuses a change that takes a slot which is taken'(stores) {
    const other = aClaim(stores, { slot: 'seat 2' });
    await stores.claims.insert(aClaim(stores));
    await stores.claims.insert(other);

    await assert.rejects(stores.claims.transition(other, { slot: 'seat 1' }), DuplicateKeyError);
  },
  async 'takes a field away that is set to undefined'(stores) {
    const claim = aClaim(stores, { note: 'mine' });
    await stores.claims.insert(claim);

    const changed = await stores.claims.transition(claim, { note: undefined });

    assert.ok(!('note' in changed));
    assert.deepEqual(await stores.claims.find(claim.id), changed);
  },
  async 'makes a change on condition that a date has passed only after it has'(stores) {
    const { claims, now } = stores;
    const early = aClaim(stores);
    const late = aClaim(stores, { slot: 'seat 2', until: new Date(now().getTime() - hour) });
    await claims.insert(early);
    await claims.insert(late);
    const end = (claim: Claim): Promise<Claim> =>
      claims.transition(claim, { note: 'over' }, undefined, { passed: 'until' });

    await assert.rejects(end(early), VersionConflictError);

    assert.equal((await end(late)).version, 1);
    assert.equal((await claims.find(early.id))?.version, 0);
  },
  async 'keeps the events of every version, in order, until they are removed one by one'(stores) {
    const { claims, now } = stores;
    const later = new Date(now().getTime() + hour);
    const claim = aClaim(stores);
    const written: StoredEvent[] = [];
    claims.onWritten((event) => written.push(event));
    await claims.insert(claim, happened);
    await claims.transition(claim, { note: 'changed' }, happened);

    const pending = await claims.pendingOf([claim.id]);
    const [first, second] = pending;
    assert.ok(first && second);
    assert.deepEqual(versionsOf(pending), [0, 1]);
    assert.deepEqual(written, pending);
    assert.deepEqual(await claims.pendingSince(new Date(now().getTime() - hour), 9), []);
    assert.deepEqual(await claims.pendingSince(later, 9), [claim.id]);

    await claims.remove([first]);
    await claims.remove([first]);
    assert.deepEqual(await claims.pendingOf([claim.id]), [second]);
    assert.equal(await claims.countPending(), 1);
    assert.ok(((await claims.oldestPending()) ?? later) < later);

    await claims.remove([second]);
    assert.deepEqual(await claims.pendingSince(later, 9), []);
    assert.equal(await claims.countPending(), 0);
    assert.equal(await claims.oldestPending(), undefined);
  },
  async 'says that an event is the only one only if the older ones are removed'(stores) {
    const { claims } = stores;
    const claim = aClaim(stores);
    const areOnly: boolean[] = [];
    claims.onWritten((_event, isOnly) => areOnly.push(isOnly));
    await claims.insert(claim, happened);
    const second = await claims.transition(claim, { note: 'second' }, happened);
    await claims.transition(second, { note: 'third' }, happened);
    await claims.remove(await claims.pendingOf([claim.id]));
    const found = await claims.find(claim.id);
    assert.ok(found);
    const fourth = await claims.transition(found, { note: 'fourth' }, happened);
    await claims.transition(fourth, { note: 'fifth' }, happened);

    assert.deepEqual(areOnly, [true, false, false, true, false]);
  },
  async 'returns no more aggregates with unpublished events than the limit'(stores) {
    const { claims, now } = stores;
    for (const slot of ['a', 'b', 'c']) await claims.insert(aClaim(stores, { slot }), happened);

    const found = await claims.pendingSince(new Date(now().getTime() + hour), 2);

    assert.equal(found.length, 2);
    assert.equal(await claims.countPending(), 3);
  },
  async 'does not bring back a removed event with the next change'(stores) {
    const { claims } = stores;
    const claim = aClaim(stores);
    await claims.insert(claim, happened);
    await claims.remove(await claims.pendingOf([claim.id]));

    await claims.transition(claim, { note: 'changed' }, happened);

    assert.deepEqual(versionsOf(await claims.pendingOf([claim.id])), [1]);
  },
  async 'leaves no event of a change that was refused'(stores) {
    const { claims } = stores;
    const claim = aClaim(stores);
    await claims.insert(claim);
    await claims.transition(claim, { note: 'quicker' });

    await assert.rejects(claims.transition(claim, { note: 'slower' }, happened));

    assert.deepEqual(await claims.pendingOf([claim.id]), []);
  },
  async 'records an event as often as it is told, and once'(stores) {
    const { claims } = stores;
    const claim = aClaim(stores);
    await claims.insert(claim, happened);
    const events = await claims.pendingOf([claim.id]);

    await claims.record(events);
    await claims.record(events);

    assert.deepEqual(await claims.recorded(claim.id), events);
    assert.deepEqual(await claims.recorded(claims.nextId()), []);
  },
  async 'finds by fields, by one of several values, by absence and by an upper bound, in pages'(
    stores,
  ) {
    const { claims, now } = stores;
    const past = new Date(now().getTime() - hour);
    const made = ['a', 'b', 'c', 'd'].map((slot, i) =>
      aClaim(stores, { slot, ...(i % 2 === 0 ? { note: 'even', until: past } : {}) }),
    );
    for (const claim of made) await claims.insert(claim);
    const slots = (found: readonly Claim[]): string[] => found.map(({ slot }) => slot);

    const several = await claims.query({ ...oldest, where: { slot: ['a', 'b', 'z'] } });
    const noNote = await claims.query({ ...newest, absent: ['note'] });
    const over = await claims.query({ ...oldest, atMost: { until: now() } });
    const first = await claims.query({ ...newest, limit: 2 });
    const last = first.at(-1);
    assert.ok(last);
    const second = await claims.query({ ...newest, after: last.id, limit: 2 });

    assert.equal(await claims.count({ slot: ['a', 'b', 'z'] }), 2);
    assert.equal(await claims.count({ note: 'even', slot: 'c' }), 1);
    assert.equal(await claims.count({ note: 'odd' }), 0);
    assert.deepEqual(slots(several), ['a', 'b']);
    assert.deepEqual(slots(noNote), ['d', 'b']);
    assert.deepEqual(slots(over), ['a', 'c']);
    assert.deepEqual(slots(first), ['d', 'c']);
    assert.deepEqual(slots(second), ['b', 'a']);
  },
  async 'keeps the newest of a replica, whatever the order and however often'(stores) {
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
  async 'keeps the newest of twenty first versions of a replica that come at once'(stores) {
    const { copies } = stores;
    const id = stores.claims.nextId();
    const versions = Array.from({ length: 20 }, (_, version) => aClaim(stores, { id, version }));

    await Promise.all(versions.map((each) => copies.keepNewest(each)));

    assert.equal((await copies.find(id))?.version, 19);
  },
  async 'merges what is newer and keeps what it does not say'(stores) {
    const { copies } = stores;
    const claim = aClaim(stores);
    const { id, until } = claim;

    assert.equal(await copies.merge(claim, ended), true);
    assert.equal(await copies.merge({ id, version: 2, slot: 'seat 2' }, ended), true);
    assert.equal(await copies.merge({ id, version: 1, slot: 'seat 1' }, ended), false);

    assert.deepEqual(await copies.find(id), { id, version: 2, slot: 'seat 2', until });
  },
  async 'fills in by a merge what was not known, and never undoes what is final'(stores) {
    const { copies } = stores;
    const claim = aClaim(stores, { note: 'held' });
    const { id } = claim;

    assert.equal(await copies.merge({ id, version: 1, note: 'over' }, ended), true);
    assert.equal(await copies.merge(claim, ended), false);
    assert.equal(await copies.merge({ ...claim, version: 7 }, ended), false);

    assert.deepEqual(await copies.find(id), { ...claim, version: 1, note: 'over' });
  },
  async 'merges what is final whatever its version'(stores) {
    const { copies } = stores;
    const claim = aClaim(stores, { version: 5 });
    const { id } = claim;
    await copies.merge(claim, ended);

    assert.equal(await copies.merge({ id, version: 5, note: 'over' }, ended), true);
    assert.equal(await copies.merge({ id, version: 5, note: 'over' }, ended), false);

    assert.deepEqual(await copies.find(id), { ...claim, note: 'over' });
  },
  async 'merges all that is said of a copy at once, whoever is first'(stores) {
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
};
