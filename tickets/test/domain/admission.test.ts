import { OrderStatus, silentLogger, toId } from '@ticketing-dev/common';
import {
  anId,
  dropAndClose,
  fixedClock,
  MemoryAggregateStore,
  testDatabase,
} from '@ticketing-dev/common/testing';

import { createAdmissions, type Outcome } from '../../src/domain/admissions';
import { passKey } from '../../src/domain/codes';
import type { Door } from '../../src/domain/door';
import type { Pass } from '../../src/domain/pass';
import { createPassKeys } from '../../src/domain/pass-keys';
import { createPasses } from '../../src/domain/passes';
import { passStore } from '../../src/models/pass';

const { now } = fixedClock();
const secret = 'the key of this test';
const key = passKey(secret);
const keys = createPassKeys({ store: new MemoryAggregateStore(['name']), secret });
const seat = (i: number) => anId(`f${i.toString(16).padStart(23, '0')}`);

const aDoor = (i: number): Door => ({
  id: anId(`d${i.toString(16).padStart(23, '0')}`),
  version: 0,
  userId: 'seller',
  name: `door ${i}`,
  eventKey: 'jazz',
  eventName: 'Jazz',
  tokenHash: `hash ${i}`,
  expiresAt: now(),
});
const [north, south] = [aDoor(1), aDoor(2)];

const aPass = (id = seat(1), fields: Partial<Pass> = {}): Pass => {
  const { serial = 1 } = fields;
  const { typedHash } = key.codeOf(id, serial, 'salt');
  return {
    id,
    version: 0,
    orderId: id,
    userId: 'buyer',
    sellerId: 'seller',
    eventKey: 'jazz',
    title: 'Row 1',
    serial,
    keyId: key.id,
    salt: 'salt',
    typedHash,
    state: 'valid',
    ...fields,
  };
};
const codeOf = ({ id, serial }: Pass) => key.codeOf(id, serial, 'salt').signed;

/** Lets the scheduler of Node.js mix the steps of concurrent admissions. */
const step = () => new Promise<void>(setImmediate);
const memory = () => new MemoryAggregateStore<Pass>(['typedHash'], { now, step });
type Store = ReturnType<typeof memory>;

/** Takes the guard away: it finds the pass, and then saves it over whatever was written meanwhile. */
function findThenSave(store: Store): Store {
  const transition = store.transition.bind(store);
  store.transition = async (pass, changes, announce) => {
    await step();
    for (;;) {
      const newest = (await store.find(pass.id)) ?? pass;
      try {
        return await transition(newest, changes, announce);
      } catch {
        // Another save came first.
      }
    }
  };
  return store;
}

/** Shows the code at two doors concurrently, each at an instance of its own. */
function atTwoDoors(passes: Parameters<typeof createAdmissions>[0]['passes'], pass: Pass) {
  const at = (door: Door) =>
    createAdmissions({ passes, keys, now }).admit(door, {
      attemptId: `attempt at ${door.name}`,
      code: codeOf(pass),
    });
  return Promise.all([at(north), at(south)]);
}

const resultsOf = (outcomes: readonly Outcome[]) => outcomes.map(({ result }) => result).sort();

describe('a code that is shown at two doors concurrently', () => {
  it('is admitted at one of them, 1,000 times in memory', async () => {
    const store = memory();
    for (let i = 1; i <= 1_000; i += 1) {
      const pass = aPass(seat(i));
      await store.insert(pass);
      expect(resultsOf(await atTwoDoors(store, pass))).toEqual(['admitted', 'used']);
    }
  });

  it('is admitted at one of them, 20 times on the database', async () => {
    const database = testDatabase(now);
    const store = passStore(database);
    await database.open();
    const results: string[][] = [];
    for (let i = 1; i <= 20; i += 1) {
      const pass = aPass(seat(i));
      await store.insert(pass);
      results.push(resultsOf(await atTwoDoors(store, pass)));
    }
    await dropAndClose(database);

    expect(results).toEqual(results.map(() => ['admitted', 'used']));
  });

  it('would be admitted at both without the compare-and-set', async () => {
    const store = findThenSave(memory());
    const pass = aPass();
    await store.insert(pass);

    expect(resultsOf(await atTwoDoors(store, pass))).toEqual(['admitted', 'admitted']);
  });
});

describe('a code with an old serial', () => {
  const old = aPass();
  const renewed = aPass(old.id, { serial: 2 });

  it('is invalid, and the new one is admitted', async () => {
    const store = memory();
    await store.insert(renewed);
    const admissions = createAdmissions({ passes: store, keys, now });

    const first = await admissions.admit(north, { attemptId: 'first', code: codeOf(old) });
    const second = await admissions.admit(north, { attemptId: 'second', code: codeOf(renewed) });

    expect([first.result, second.result]).toEqual(['invalid', 'admitted']);
  });

  it('would let a second person in at a door that asks for the signature alone', async () => {
    const store = memory();
    await store.insert(renewed);
    const admitBySignature = async (code: string): Promise<boolean> => {
      const [version = '', payload = '', signature = ''] = code.split('.');
      if (!key.hasSigned(`${version}.${payload}`, Buffer.from(signature, 'base64url')))
        return false;
      const id = toId(Buffer.from(payload, 'base64url').toString('hex', 4, 16));
      const pass = id && (await store.find(id));
      if (pass?.state !== 'valid') return false;
      await store.transition(pass, { state: 'admitted' });
      return true;
    };

    expect(await admitBySignature(codeOf(old))).toBe(true);
    expect(await admitBySignature(codeOf(renewed))).toBe(false);
  });
});

describe('a pass whose key is no longer known', () => {
  it('is not admitted, by no code of the lost key', async () => {
    const lost = passKey('a stolen key');
    const { signed, typed, typedHash } = lost.codeOf(seat(1), 1, 'salt');
    const store = memory();
    await store.insert(aPass(seat(1), { keyId: lost.id, typedHash }));
    const admissions = createAdmissions({ passes: store, keys, now });

    const bySignature = await admissions.admit(north, { attemptId: 'first', code: signed });
    const byTyping = await admissions.admit(north, { attemptId: 'second', code: typed });

    expect([bySignature.result, byTyping.result]).toEqual(['unknown', 'invalid']);
  });
});

describe('a stolen key', () => {
  it('makes no code that the server accepts without the salt, which only the database has', async () => {
    const store = memory();
    await store.insert(aPass());
    const admissions = createAdmissions({ passes: store, keys, now });
    const { signed, typed } = passKey(secret).codeOf(seat(1), 1, 'a guess');

    const bySignature = await admissions.admit(north, { attemptId: 'first', code: signed });
    const byTyping = await admissions.admit(north, { attemptId: 'second', code: typed });

    expect([bySignature.result, byTyping.result]).toEqual(['invalid', 'unknown']);
  });
});

describe('a pass', () => {
  it('gets another code if another seat has the same one to type', async () => {
    const store = memory();
    const ticket = { id: seat(1), version: 1, title: 'Row 1', priceInCents: 1, userId: 'seller' };
    const order = {
      id: seat(3),
      version: 1,
      ticketId: seat(1),
      status: OrderStatus.Complete,
      userId: 'buyer',
    };
    const insert = store.insert.bind(store);
    let collisions = 0;
    store.insert = async (pass, announce) => {
      // As if the code were the one of another seat, the first time.
      if ((collisions += 1) === 1) await insert(aPass(seat(2), { typedHash: pass.typedHash }));
      return insert(pass, announce);
    };
    const passes = createPasses({
      passes: store,
      tickets: { find: () => Promise.resolve(ticket) },
      orders: { find: () => Promise.resolve(order) },
      keys,
      logger: silentLogger(),
    });

    expect(await passes.issue(order)).toMatchObject({ id: seat(1), serial: 1 });
    expect(new Set(store.all().map(({ typedHash }) => typedHash)).size).toBe(2);
  });
});
