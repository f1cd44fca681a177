import {
  createReplica,
  type Difference,
  type Replica,
  stamp,
  type StoredEvent,
  type Versioned,
} from '@ticketing-dev/common';
import { type MongoReplicaStore, replicaSchema } from '@ticketing-dev/common/mongo';
import { anId, dropAndClose, testDatabase } from '@ticketing-dev/common/testing';

interface Copy extends Versioned {
  readonly status: string;
  readonly price?: number;
}

const id = anId('a'.repeat(24));
const database = testDatabase();
let store: MongoReplicaStore<Copy>;
let replica: Replica;

beforeAll(async () => {
  const fields = { status: { type: String }, price: { type: Number } };
  store = database.replicas<Copy>('Copy', replicaSchema<Copy>(fields));
  replica = createReplica({
    name: 'copies',
    owner: 'orders',
    readers: {
      'order:created': ({ id: of, version, status, ticket }) => ({
        id: of,
        version,
        status,
        price: ticket.price,
      }),
      // As the published event: without the price.
      'order:cancelled': ({ id: of, version }) => ({ id: of, version, status: 'cancelled' }),
    },
    fold: 'merge',
    store,
  });
  await database.open();
});
beforeEach(() => database.connection.collection('copies').deleteMany({}));
afterAll(() => dropAndClose(database));

const event = (subject: 'order:created' | 'order:cancelled', version: number): StoredEvent => {
  const ticket = { id: 'b'.repeat(24), price: 20 };
  const expiresAt = '2026-01-31T09:00:00.000Z';
  const data = { id, version, status: 'created', userId: 'buyer', expiresAt, ticket };
  return stamp({ subject, data: data as never }, id, version, new Date());
};
const events = [event('order:created', 0), event('order:cancelled', 1)];
const expected: Copy = { id, version: 1, status: 'cancelled', price: 20 };

const verify = { isRebuild: false, removeUnknown: false };
const rebuild = { isRebuild: true, removeUnknown: true };
const check = (how = verify, seen?: number): Promise<readonly Difference[]> =>
  replica.repair([{ id, events, seen }], undefined, how);

describe('a replica', () => {
  it('is equal to what the listeners make of its owner’s log', async () => {
    await store.keepNewest(expected);

    expect(await check()).toEqual([]);
  });

  it.each<[Difference['kind'], Copy | undefined]>([
    ['missing', undefined],
    ['older', { ...expected, version: 0, status: 'created' }],
    ['different', { ...expected, price: 1 }],
    ['different', { id, version: 1, status: 'cancelled' }],
  ])('that has a row %s is mended in place', async (kind, row) => {
    if (row) await store.keepNewest(row);

    expect(await check()).toMatchObject([{ id, kind, isMended: false }]);
    expect(await check(rebuild)).toMatchObject([{ id, kind, isMended: true }]);
    expect(await store.find(id)).toEqual(expected);
  });

  it('that is ahead of its owner is mended only after a second look at the owner’s log', async () => {
    const ahead = { ...expected, version: 99 };
    await store.keepNewest(ahead);

    expect(await check(rebuild)).toMatchObject([{ kind: 'ahead', isSure: false }]);
    expect(await store.find(id)).toEqual(ahead);
    expect(await check(rebuild, 99)).toMatchObject([{ kind: 'ahead', isMended: true }]);
    expect(await store.find(id)).toEqual(expected);
  });

  it('keeps a version that arrives while an older one is written', async () => {
    const newer = { ...expected, version: 2 };
    await store.keepNewest(newer);

    expect(await store.mend(expected)).toBe(false);
    expect(await store.find(id)).toEqual(newer);
  });

  it('loses that version if the guard is taken away', async () => {
    await store.keepNewest({ ...expected, version: 2 });

    await store.mend(expected, 2);

    expect(await store.find(id)).toEqual(expected);
  });

  it('has a row that its owner does not know: it is removed if it did not change since', async () => {
    await store.keepNewest(expected);
    const none = (seen?: number, how = rebuild) =>
      replica.repair([{ id, events: [], seen }], undefined, how);

    expect(await replica.repair([], {}, verify)).toMatchObject([{ kind: 'unknown' }]);
    expect(await none(0)).toMatchObject([{ kind: 'unknown', isMended: false }]);
    expect(await none(1, { ...rebuild, removeUnknown: false })).toMatchObject([
      { isMended: false },
    ]);
    expect(await none(1)).toMatchObject([{ kind: 'unknown', isMended: true }]);
    expect(await replica.count()).toBe(0);
  });

  it('reports an event that it cannot read', async () => {
    const unreadable = { ...event('order:created', 0), data: {} };

    expect(await replica.repair([{ id, events: [unreadable] }], undefined, verify)).toMatchObject([
      { kind: 'unreadable' },
    ]);
  });
});
