import {
  createLease,
  createRelay,
  type DomainEvent,
  type ExpirationCompleteEvent,
  type Lease,
  type LeaseRows,
  silentLogger,
  type Versioned,
} from '@ticketing-dev/common';
import {
  dropAndClose,
  eventually,
  fixedClock,
  MemoryAggregateStore,
  MemoryBus,
  testDatabase,
} from '@ticketing-dev/common/testing';

const database = testDatabase();
let rows: LeaseRows;
beforeAll(async () => {
  rows = database.leaseRows();
  await database.open();
});
beforeEach(() => database.connection.collection('leases').deleteMany({}));
afterAll(() => dropAndClose(database));

/** Six instances of a service, with one clock. */
function six() {
  const clock = { ms: 0 };
  const instances = Array.from({ length: 6 }, () =>
    createLease({ rows, logger: silentLogger(), now: () => clock.ms }),
  );
  const renewAll = async (some: readonly Lease[] = instances): Promise<void> => {
    clock.ms += 2_000;
    await Promise.all(some.map((lease) => lease.renew()));
  };
  const holders = () => instances.filter(({ isHeld }) => isHeld);
  return { clock, instances, renewAll, holders };
}

describe('the lease of six instances', () => {
  it('is held by one of them, which keeps it for twenty seconds', async () => {
    const { renewAll, holders } = six();
    await renewAll();
    const [first, ...others] = holders();

    for (let turn = 0; turn < 9; turn += 1) await renewAll();

    expect(others).toEqual([]);
    expect(holders()).toEqual([first]);
  });

  // The holder may have lost only the bus or Stripe.
  it('then goes to another instance', async () => {
    const { renewAll, holders } = six();
    await renewAll();
    const [first] = holders();

    for (let turn = 0; turn < 11; turn += 1) await renewAll();

    expect(holders()).toHaveLength(1);
    expect(holders()).not.toContain(first);
  });

  it('goes back to its holder if there is no other instance', async () => {
    const { instances, renewAll } = six();
    const alone = instances.slice(0, 1);
    let heldTurns = 0;

    for (let turn = 0; turn < 30; turn += 1) {
      await renewAll(alone);
      if (alone[0]?.isHeld === true) heldTurns += 1;
    }

    expect(heldTurns).toBeGreaterThanOrEqual(24);
  });

  it('goes to one other instance after the holder was killed', async () => {
    const { instances, renewAll, holders } = six();
    await renewAll();
    const [killed] = holders();
    const others = instances.filter((lease) => lease !== killed);

    for (let turn = 0; turn < 2; turn += 1) await renewAll(others);
    expect(others.filter(({ isHeld }) => isHeld)).toEqual([]);
    for (let turn = 0; turn < 2; turn += 1) await renewAll(others);

    expect(holders()).toHaveLength(1);
    expect(holders()).not.toContain(killed);
  });

  it('is not taken back by a holder that was paused', async () => {
    const { instances, renewAll, holders } = six();
    await renewAll();
    const [paused] = holders();
    const others = instances.filter((lease) => lease !== paused);
    for (let turn = 0; turn < 4; turn += 1) await renewAll(others);
    const [next] = holders();

    for (let turn = 0; turn < 5; turn += 1) await renewAll();

    expect(holders()).toEqual([next]);
  });

  it('goes to another instance at once if its holder gives it back', async () => {
    const { instances, renewAll, holders } = six();
    await renewAll();
    const [stopped] = holders();

    await stopped?.release();
    expect(holders()).toEqual([]);
    await renewAll(instances.filter((lease) => lease !== stopped));

    expect(holders()).toHaveLength(1);
  });

  it('is not needed by a new instance, until the lease of a predecessor has lapsed', async () => {
    const { clock, instances, renewAll, holders } = six();
    await renewAll();
    const other = instances.find((lease) => !holders().includes(lease));
    let runs = 0;
    const work = other?.alone(() => Promise.resolve(void (runs += 1)));

    await work?.();
    expect(runs).toBe(1);
    // Eight seconds after its first answer of the database.
    clock.ms = 10_000;
    await work?.();

    expect(runs).toBe(1);
  });

  it('is not held while the database does not answer for longer than it lasts', async () => {
    const { clock, renewAll, holders } = six();
    await renewAll();

    clock.ms += 6_000;

    expect(holders()).toEqual([]);
  });
});

interface Thing extends Versioned {
  readonly note?: string;
}

const happened = ({ id, version }: Thing): DomainEvent => ({
  subject: 'expiration:complete',
  data: { orderId: id, version } as ExpirationCompleteEvent['data'],
});

describe('200 events of an instance that was killed, with six other instances', () => {
  async function publishedBy(alone: (lease: Lease) => Lease['alone']): Promise<number> {
    const { instances, renewAll } = six();
    const clock = fixedClock();
    const database = new MemoryAggregateStore<Thing>([], { now: clock.now });
    const bus = new MemoryBus();
    // Longer than new instances sweep without the lease.
    for (let turn = 0; turn < 5; turn += 1) await renewAll();
    const relays = instances.map((lease) => {
      const outbox = database.connect(() => new Promise(setImmediate));
      const logger = silentLogger();
      return createRelay({ bus, outbox, now: clock.now, logger, alone: alone(lease) });
    });
    for (let n = 0; n < 200; n += 1) {
      await database.insert({ id: database.nextId(), version: 0 }, happened);
    }
    clock.advance(10_000);
    for (const relay of relays) relay.start();
    await eventually(async () => expect(await database.countPending()).toBe(0));
    await Promise.all(relays.map((relay) => relay.stop()));
    return bus.messages.length;
  }

  it('are published once', async () => {
    expect(await publishedBy((lease) => (work) => lease.alone(work))).toBe(200);
  });

  it('would be published several times without the lease', async () => {
    expect(await publishedBy(() => (work) => work)).toBeGreaterThan(400);
  });
});
