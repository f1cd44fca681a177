import type { Id } from '@ticketing-dev/common';
import {
  type Claim,
  fixedClock,
  MemoryAggregateStore,
  MemoryReplicaStore,
  storeConformance,
  UnguardedReplicaStore,
} from '@ticketing-dev/common/testing';

type Claims = MemoryAggregateStore<Claim>;
type Copies = MemoryReplicaStore<Claim>;
type Faults<S> = Readonly<Record<string, (intact: S) => Partial<S>>>;

const nothing = () => Promise.resolve();
const none = () => Promise.resolve([]);
const no = () => Promise.resolve(false);
const lastWriteWins = () => new UnguardedReplicaStore<Claim>({ step: nothing });
const queryParts = ['where', 'absent', 'atMost', 'after', 'limit'] as const;

const claimsFaults: Faults<Claims> = {
  'nextId repeats itself': () => ({ nextId: () => 'a'.repeat(24) as Id }),
  'insert writes nothing': () => ({ insert: nothing }),
  'insert writes no event': (intact) => ({ insert: (claim) => intact.insert(claim) }),
  'insert reports no duplicate': (intact) => ({
    insert: (...claim) => intact.insert(...claim).catch(() => undefined),
  }),
  'find returns nothing': () => ({ find: () => Promise.resolve(undefined) }),
  'find returns any aggregate': (intact) => ({ find: () => Promise.resolve(intact.all()[0]) }),
  'find knows lower case only': (intact) => ({
    find: async (id) => (/[A-F]/.test(id) ? undefined : intact.find(id)),
  }),
  'query returns nothing': () => ({ query: none }),
  ...Object.fromEntries(
    queryParts.map((part) => [
      `query ignores ${part}`,
      (intact: Claims): Partial<Claims> => ({
        query: ({ [part]: _ignored, ...rest }) => intact.query({ limit: 99, ...rest }),
      }),
    ]),
  ),
  'query ignores the order': (intact) => ({
    query: (query) => intact.query({ ...query, order: 'oldest first' }),
  }),
  'count returns 0': () => ({ count: () => Promise.resolve(0) }),
  'count ignores the values': (intact) => ({ count: () => intact.count({}) }),
  'transition writes nothing': () => ({
    transition: (claim, changes) =>
      Promise.resolve({ ...claim, ...changes, version: claim.version + 1 } as Claim),
  }),
  'transition writes no event': (intact) => ({
    transition: (claim, changes, _announce, condition) =>
      intact.transition(claim, changes, undefined, condition),
  }),
  'transition ignores the version': (intact) => ({
    transition: async (claim, ...rest) =>
      intact.transition((await intact.find(claim.id)) ?? claim, ...rest),
  }),
  'transition ignores the condition': (intact) => ({
    transition: (claim, changes, announce) => intact.transition(claim, changes, announce),
  }),
  'transition keeps a field that is set to undefined': (intact) => ({
    transition: (claim, changes, ...rest) =>
      intact.transition(claim, JSON.parse(JSON.stringify(changes)) as typeof changes, ...rest),
  }),
  'onWritten never calls back': () => ({ onWritten: () => undefined }),
  'onWritten says of every event that it is the only one': (intact) => ({
    onWritten: (callback) => intact.onWritten((event) => callback(event, true)),
  }),
  'onWritten never says that an event is the only one': (intact) => ({
    onWritten: (callback) => intact.onWritten((event) => callback(event, false)),
  }),
  'pendingOf returns nothing': () => ({ pendingOf: none }),
  'pendingOf returns the newest first': (intact) => ({
    pendingOf: async (ids) => [...(await intact.pendingOf(ids))].reverse(),
  }),
  'pendingSince returns nothing': () => ({ pendingSince: none }),
  'pendingSince ignores the time': (intact) => ({
    pendingSince: (_before, limit) => intact.pendingSince(new Date(8.64e15), limit),
  }),
  'pendingSince ignores the limit': (intact) => ({
    pendingSince: (before) => intact.pendingSince(before, 99),
  }),
  'countPending returns 0': () => ({ countPending: () => Promise.resolve(0) }),
  'oldestPending returns nothing': () => ({ oldestPending: () => Promise.resolve(undefined) }),
  'record writes nothing': () => ({ record: nothing }),
  'recorded returns nothing': () => ({ recorded: none }),
  'recorded returns every event twice': (intact) => ({
    recorded: async (id) => [...(await intact.recorded(id)), ...(await intact.recorded(id))],
  }),
  "recorded returns every aggregate's events": (intact) => ({
    recorded: () => Promise.resolve([...intact.log.values()]),
  }),
  'remove removes nothing': () => ({ remove: nothing }),
  "remove removes all of an aggregate's events": (intact) => ({
    remove: async (events) =>
      intact.remove(await intact.pendingOf(events.map(({ aggregateId }) => aggregateId))),
  }),
};

const copiesFaults: Faults<Copies> = {
  'keepNewest writes nothing': () => ({ keepNewest: no }),
  'keepNewest lets the last write win': (_intact, unguarded = lastWriteWins()) => ({
    keepNewest: (copy) => unguarded.keepNewest(copy),
    find: (id) => unguarded.find(id),
  }),
  'keepNewest returns true always': (intact) => ({
    keepNewest: async (copy) => (await intact.keepNewest(copy)) || true,
  }),
  'merge writes nothing': () => ({ merge: no }),
  'merge lets the last write win': (_intact, unguarded = lastWriteWins()) => ({
    merge: (part) => unguarded.merge(part),
    find: (id) => unguarded.find(id),
  }),
  'merge knows no final value': (intact) => ({
    merge: (part, { field }) => intact.merge(part, { field, values: [] }),
  }),
  'merge returns true always': (intact) => ({
    merge: async (...part) => (await intact.merge(...part)) || true,
  }),
  'find returns nothing': () => ({ find: () => Promise.resolve(undefined) }),
  'query returns nothing': () => ({ query: none }),
};

/** Gives a store a fault, which may call the methods of the store without the fault. */
function broken<S extends object>(store: S, fault: (intact: S) => Partial<S>): S {
  const intact = new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(Object.getPrototypeOf(target) as object, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return Object.assign(store, fault(intact));
}

/** The titles of the cases that a store fails. */
async function failing(
  claimsFault: (intact: Claims) => Partial<Claims>,
  copiesFault: (intact: Copies) => Partial<Copies>,
): Promise<string[]> {
  const failed: string[] = [];
  for (const [title, run] of Object.entries(storeConformance)) {
    const { now } = fixedClock();
    const claims = broken(new MemoryAggregateStore<Claim>(['slot'], { now }), claimsFault);
    const copies = broken(new MemoryReplicaStore<Claim>(), copiesFault);
    await run({ claims, copies, now }).catch(() => failed.push(title));
  }
  return failed;
}

const noFault = () => ({});

describe('the suite that every store must pass', () => {
  it('passes a store without a fault', async () => {
    expect(await failing(noFault, noFault)).toEqual([]);
  });

  it.each(Object.entries(claimsFaults))('finds that %s', async (_fault, fault) => {
    expect(await failing(fault, noFault)).not.toEqual([]);
  });

  it.each(Object.entries(copiesFaults))('finds, for replicas, that %s', async (_fault, fault) => {
    expect(await failing(noFault, fault)).not.toEqual([]);
  });
});
