import {
  createLease,
  createRelay,
  type DomainEvent,
  type ExpirationCompleteEvent,
  type Lease,
  type LeaseRows,
  silentLogger,
  systemClock,
  type Versioned,
} from '@ticketing-dev/common';
import {
  dropAndClose,
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
  it('is held by one of them, which keeps it', async () => {
    const { renewAll, holders } = six();
    await renewAll();
    const [first, ...others] = holders();

    for (let turn = 0; turn < 10; turn += 1) await renewAll();

    expect(others).toEqual([]);
    expect(holders()).toEqual([first]);
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
    clock.ms = 8_000;
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

describe('a backlog of 200 events after an outage of the bus, with six instances', () => {
  async function publishedBy(alone: (lease: Lease) => Lease['alone']): Promise<number> {
    const { instances, renewAll } = six();
    const store = new MemoryAggregateStore<Thing>();
    const bus = new MemoryBus();
    bus.setConnected(false);
    const relays = instances.map((lease) =>
      createRelay({
        bus,
        outbox: store.connect(() => new Promise(setImmediate)),
        now: systemClock,
        logger: silentLogger(),
        alone: alone(lease),
      }),
    );
    // Longer than new instances sweep without the lease.
    for (let turn = 0; turn < 5; turn += 1) await renewAll();
    for (const relay of relays) relay.start();
    for (let n = 0; n < 200; n += 1) {
      await store.insert({ id: store.nextId(), version: 0 }, happened);
    }
    bus.setConnected(true);
    await Promise.all(relays.map((relay) => relay.stop()));
    expect(await store.countPending()).toBe(0);
    return bus.messages.length;
  }

  it('is published once', async () => {
    expect(await publishedBy((lease) => (work) => lease.alone(work))).toBe(200);
  });

  it('would be published several times without the lease', async () => {
    expect(await publishedBy(() => (work) => work)).toBeGreaterThan(400);
  });
});
