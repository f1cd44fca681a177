import fc from 'fast-check';

import {
  createRelay,
  type DomainEvent,
  type ExpirationCompleteEvent,
  type RelayDeps,
  type Versioned,
  withRequest,
} from '@ticketing-dev/common';
import {
  eventually,
  fixedClock,
  MemoryAggregateStore,
  MemoryBus,
  recordedLog,
} from '@ticketing-dev/common/testing';

interface Thing extends Versioned {
  readonly note?: string;
}

const happened = ({ id, version }: Thing): DomainEvent => ({
  subject: 'expiration:complete',
  data: { orderId: id, version } as ExpirationCompleteEvent['data'],
});

function setUp({ published = () => Promise.resolve() }: { published?: () => Promise<void> } = {}) {
  const clock = fixedClock();
  const store = new MemoryAggregateStore<Thing>([], { now: clock.now });
  const bus = new MemoryBus();
  const publish = bus.publish.bind(bus);
  bus.publish = async (subject, data) => {
    await publish(subject, data);
    await published();
  };
  const { logger, lines } = recordedLog();
  const relay = createRelay({ bus, outbox: store, now: clock.now, logger });
  const said = (): string[] =>
    bus.messages.map(({ data }) => {
      const { orderId, version } = JSON.parse(data) as { orderId: string; version: number };
      return `${orderId}/${version}`;
    });
  return { clock, store, bus, relay, said, lines };
}

/** Two instances with one database and one bus. The second one writes to `store`. */
async function twoInstances(given: Pick<RelayDeps, 'alone'> = {}) {
  const { clock, store: database, bus, said } = setUp();
  const store = database.connect(() => Promise.resolve());
  const { logger } = recordedLog();
  const relays = [database, store].map((outbox) =>
    createRelay({ bus, outbox, now: clock.now, logger, ...given }),
  );
  for (const relay of relays) {
    relay.start();
    await relay.sweep();
  }
  return { clock, store, bus, relays, said };
}

const aThing = (store: MemoryAggregateStore<Thing>): Thing => ({ id: store.nextId(), version: 0 });

describe('the relay', () => {
  it('publishes an event immediately after the write, and removes it', async () => {
    const { store, relay, said } = setUp();
    const thing = aThing(store);

    await store.insert(thing, happened);

    await eventually(() => expect(said()).toEqual([`${thing.id}/0`]));
    await relay.drain();
    expect(await store.countPending()).toBe(0);
    expect(store.log.size).toBe(1);
  });

  it('keeps events in the outbox while the bus is unavailable, and publishes them in order when it is back', async () => {
    const { store, bus, relay, said, clock } = setUp();
    const thing = aThing(store);
    bus.setConnected(false);
    await store.insert(thing, happened);
    await store.transition(thing, { note: 'changed' }, happened);
    expect(await store.countPending()).toBe(1);

    bus.setConnected(true);
    clock.advance(10_000);
    await relay.sweep();

    expect(said()).toEqual([`${thing.id}/0`, `${thing.id}/1`]);
    expect(await store.countPending()).toBe(0);
  });

  it('publishes its own events as soon as the bus is back, also if another instance sweeps', async () => {
    const { store, bus, relays, said } = await twoInstances({
      alone: () => () => Promise.resolve(),
    });
    bus.setConnected(false);
    const things = [aThing(store), aThing(store), aThing(store)];
    for (const thing of things) await store.insert(thing, happened);

    bus.setConnected(true);
    await eventually(() => expect(said()).toEqual(things.map(({ id }) => `${id}/0`)));

    for (const relay of relays) await relay.stop();
  });

  it('publishes the events of another instance only if that one has not, after an outage', async () => {
    const { store, bus, clock, relays, said } = await twoInstances();
    bus.setConnected(false);
    // The second instance writes an event, and a killed one has left another.
    const own = aThing(store);
    await store.insert(own, happened);
    const orphan = aThing(store);
    await store.connect(() => Promise.resolve()).insert(orphan, happened);
    clock.advance(60_000);

    bus.setConnected(true);
    await eventually(() => expect(said()).toEqual([`${own.id}/0`]));
    for (const relay of relays) await relay.sweep();
    expect(said()).toEqual([`${own.id}/0`]);
    clock.advance(10_000);
    await relays[0]?.sweep();
    expect(said()).toEqual([`${own.id}/0`, `${orphan.id}/0`]);

    for (const relay of relays) await relay.stop();
  });

  it('publishes the events that a killed process has left, without waiting', async () => {
    const { store, bus, said, relay } = setUp();
    bus.setConnected(false);
    await store.insert(aThing(store), happened);
    bus.setConnected(true);

    await relay.sweep();

    expect(said()).toHaveLength(1);
  });

  it('keeps an event whose acknowledgement was lost, and publishes it again', async () => {
    let isLost = true;
    const { store, said, relay, clock } = setUp({
      published: () => (isLost ? Promise.reject(new Error('no answer')) : Promise.resolve()),
    });
    await store.insert(aThing(store), happened);
    await relay.drain();
    expect(await store.countPending()).toBe(1);

    isLost = false;
    clock.advance(10_000);
    await relay.sweep();

    expect(said()).toHaveLength(2);
    expect(await store.countPending()).toBe(0);
  });

  it('logs an event that waits with the id of its own request, not of the last write', async () => {
    const { store, relay, lines } = setUp({ published: () => Promise.reject(new Error('away')) });
    const [one, other] = [aThing(store), aThing(store)];

    await withRequest('a', () => store.insert(one, happened));
    await withRequest('b', () => store.insert(other, happened));
    await relay.drain();

    const waits = lines.filter(({ msg }) => msg === 'an event waits for the bus');
    expect(waits.map(({ aggregateId, requestId }) => ({ aggregateId, requestId }))).toEqual([
      { aggregateId: one.id, requestId: 'a' },
      { aggregateId: other.id, requestId: 'b' },
    ]);
  });

  it('logs failures of a whole round without a request id', async () => {
    const { store, relay, lines } = setUp();
    store.record = () => Promise.reject(new Error('the log is away'));

    await withRequest('a', () => store.insert(aThing(store), happened));
    await relay.drain();

    expect(lines).toMatchObject([{ msg: 'the relay left events to the next sweep' }]);
    expect(lines[0]).not.toHaveProperty('requestId');
  });

  it('keeps the order of each aggregate, in any schedule of writes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 }),
        async (writes) => {
          const { store, relay, said, clock } = setUp();
          const things = Array.from({ length: 5 }, () => aThing(store));
          for (const thing of things) await store.insert(thing, happened);
          for (const which of writes) {
            const thing = things[which];
            if (thing) things[which] = await store.transition(thing, { note: 'changed' }, happened);
          }
          clock.advance(10_000);
          await relay.sweep();
          await relay.drain();

          for (const { id, version } of things) {
            const versions = said()
              .filter((each) => each.startsWith(id))
              .map((each) => Number(each.split('/')[1]));
            expect([...new Set(versions)]).toEqual(
              Array.from({ length: version + 1 }, (_, i) => i),
            );
          }
          expect(await store.countPending()).toBe(0);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('removes the event that it has published, not another one in its place', async () => {
    const { store, bus } = setUp();
    const thing = aThing(store);
    await store.insert(thing, happened);
    await store.transition(thing, { note: 'changed' }, happened);
    const [first, second] = await store.pendingOf([thing.id]);
    expect(first && second).toBeDefined();
    if (!first || !second) return;

    await Promise.all([store.remove([first]), store.remove([first])]);

    expect(await store.pendingOf([thing.id])).toEqual([second]);
    await bus.close();
  });
});
