import { type Query, silentLogger, systemClock, type Versioned } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import { MemoryAggregateStore, MemoryReplicaStore } from '@ticketing-dev/common/testing';

import {
  hotQueries,
  owners,
  type Owner,
  type Stores,
  storesOn,
  useCases,
} from '../../database/support/hot-queries';
import { decorate } from '../../kit/decorate';

/** Never opened: its models are there all the same. */
const neverOpened = (owner: Owner) =>
  [
    owner,
    new Database(`mongodb://nowhere/${owner}`, { logger: silentLogger(), now: systemClock }),
  ] as const;

const databases = Object.fromEntries(owners.map(neverOpened)) as Record<Owner, Database>;
storesOn(databases);

/** The indexes that a collection's schema declares. */
function declared(of: keyof Stores): readonly object[] {
  const [owner, collection] = of.split('.') as [Owner, string];
  const models = Object.values(databases[owner].connection.models);
  const model = models.find((each) => each.collection.name === collection);
  return (model?.schema.indexes() ?? []).map(([fields]) => fields);
}

/** The services' stores in memory, and the fields that each query names. */
function listening(): { stores: Stores; asked: Map<string, string[][]> } {
  const asked = new Map<string, string[][]>();
  const note = (of: keyof Stores, fields: string[]): void => {
    asked.set(of, [...(asked.get(of) ?? []), fields]);
  };
  const query =
    <T extends Versioned>(of: keyof Stores, store: { query(q: Query<T>): Promise<readonly T[]> }) =>
    (q: Query<T>) => {
      note(of, [...Object.keys({ ...q.where, ...q.atMost }), ...(q.absent ?? []), '_id']);
      return store.query(q);
    };
  const owned = <T extends Versioned>(of: keyof Stores, unique: keyof T & string) => {
    const store = new MemoryAggregateStore<T>([unique]);
    return decorate(store, {
      query: query(of, store),
      pendingSince: (...args) => {
        note(of, ['pendingSince']);
        return store.pendingSince(...args);
      },
      countPending: () => {
        note(of, ['pendingSince']);
        return store.countPending();
      },
    });
  };
  const copies = <T extends Versioned>(of: keyof Stores) => {
    const store = new MemoryReplicaStore<T>();
    return decorate(store, { query: query(of, store) });
  };
  const stores: Stores = {
    'auth.users': owned('auth.users', 'email'),
    'tickets.tickets': owned('tickets.tickets', 'id'),
    'tickets.orders': copies('tickets.orders'),
    'orders.orders': owned('orders.orders', 'slot'),
    'orders.tickets': copies('orders.tickets'),
    'payments.payments': owned('payments.payments', 'slot'),
    'payments.orders': copies('payments.orders'),
  };
  return { stores, asked };
}

describe('a declared index serves', () => {
  it.each(hotQueries)('$title', async ({ of, index, ask }) => {
    const { stores, asked } = listening();

    await ask(useCases(stores), () => stores['orders.orders'].nextId());

    const fields = Object.keys(index);
    const served = asked.get(of)?.filter((names) => fields.every((field) => names.includes(field)));
    expect(served?.length).toBeGreaterThan(0);
    expect(declared(of)).toContainEqual(index);
  });

  it('every query that a use case asks', async () => {
    const { stores, asked } = listening();

    for (const { ask } of hotQueries) {
      await ask(useCases(stores), () => stores['orders.orders'].nextId());
    }

    for (const [of, queries] of asked) {
      for (const names of queries) {
        const leading = declared(of as keyof Stores).map((fields) => Object.keys(fields)[0]);
        expect(leading.some((field) => field !== undefined && names.includes(field))).toBe(true);
      }
    }
  });
});
