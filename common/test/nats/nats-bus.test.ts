import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

import {
  type Bus,
  createLogger,
  type Delivery,
  DependencyError,
  silentLogger,
} from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';
import { eventually, testServer } from '@ticketing-dev/common/testing';

const buses: Bus[] = [];
const relays: Server[] = [];

function aBus(clientId = `test-${randomUUID()}`, url = testServer('NATS')): Bus {
  const bus = createNatsBus({ url, clusterId: 'ticketing', clientId }, silentLogger());
  buses.push(bus);
  return bus;
}

const connected = (bus: Bus): Promise<void> => eventually(() => expect(bus.isConnected).toBe(true));

const nowhere = { url: 'nats://127.0.0.1:1', clusterId: 'ticketing' };

/** A logger whose lines can be read. */
function logged() {
  const lines: { readonly level: string; readonly msg: string }[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as (typeof lines)[number]);
  return {
    logger: createLogger('test', 'debug', { write }),
    /** The levels of the lines that contain this text. */
    levelsOf: (text: string) =>
      lines.filter(({ msg }) => msg.includes(text)).map(({ level }) => level),
  };
}

function listen(bus: Bus, subject: string, { group = 'group', ack = true } = {}): Delivery[] {
  const heard: Delivery[] = [];
  bus.subscribe({
    subject,
    group,
    onDelivery: (delivery) => {
      heard.push(delivery);
      if (ack) delivery.ack();
    },
  });
  return heard;
}

/** What a watch has received, and how often it has begun. */
interface Watched {
  readonly seen: string[];
  begun: number;
}

function watch(bus: Bus, subject: string): Watched {
  const watched: Watched = { seen: [], begun: 0 };
  bus.watch({
    subject,
    onData: (data) => void watched.seen.push(data),
    onBegin: () => {
      watched.begun += 1;
    },
  });
  return watched;
}

const begun = (watched: Watched, times = 1): Promise<void> =>
  eventually(() => expect(watched.begun).toBe(times));

/** A way to the server that can be cut. */
async function aRelay() {
  const sockets: Socket[] = [];
  let isCut = false;
  const { hostname, port } = new URL(testServer('NATS'));
  const server = createServer((socket) => {
    if (isCut) {
      socket.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    for (const each of [socket, upstream]) sockets.push(each.on('error', () => undefined));
    socket.pipe(upstream).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  relays.push(server);
  return {
    url: `nats://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut(): void {
      isCut = true;
      for (const socket of sockets.splice(0)) socket.destroy();
    },
    mend(): void {
      isCut = false;
    },
  };
}

const texts = (heard: readonly Delivery[]): string[] => heard.map(({ data }) => data).sort();
const distinct = (heard: readonly Delivery[]): string[] => [...new Set(texts(heard))];

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(buses.splice(0).map((bus) => bus.close()));
  for (const relay of relays.splice(0)) relay.close();
});

describe('the bus on NATS Streaming', () => {
  it('delivers messages that were published before the subscription', async () => {
    const subject = randomUUID();
    const bus = aBus();
    await connected(bus);
    await bus.publish(subject, 'early');

    const heard = listen(bus, subject);

    await eventually(() => expect(texts(heard)).toEqual(['early']));
  });

  it('gives each message to one member of a group, and to every group', async () => {
    const subject = randomUUID();
    const [one, two] = [aBus(), aBus()];
    await Promise.all([connected(one), connected(two)]);
    const members = [listen(one, subject), listen(two, subject)];
    const other = listen(two, subject, { group: 'other' });

    await Promise.all(['a', 'b', 'c', 'd'].map((text) => one.publish(subject, text)));

    for (const group of [() => members.flat(), () => other]) {
      await eventually(() => expect(distinct(group())).toEqual(['a', 'b', 'c', 'd']));
      // A message may come again, as one of a lost connection does; but its first delivery is to one member.
      const first = group().filter(({ redeliveries }) => redeliveries === 0);
      expect(texts(first)).toEqual(distinct(first));
    }
  });

  it('keeps the position of a group while it has no members', async () => {
    const subject = randomUUID();
    const first = aBus();
    await connected(first);
    await first.publish(subject, 'heard');
    const heard = listen(first, subject);
    await eventually(() => expect(texts(heard)).toEqual(['heard']));
    await first.close();

    const second = aBus();
    await connected(second);
    await second.publish(subject, 'missed');

    const later = listen(second, subject);
    await eventually(() => expect(texts(later)).toContain('missed'));
    // Without the position of the group, the first message would be a first delivery too.
    const firstDeliveries = later.filter(({ redeliveries }) => redeliveries === 0);
    expect(texts(firstDeliveries)).toEqual(['missed']);
  });

  it('delivers new messages to every watch, and no older ones', async () => {
    const subject = randomUUID();
    const [one, two] = [aBus(), aBus()];
    await Promise.all([connected(one), connected(two)]);
    await one.publish(subject, 'old');
    const watches = [watch(one, subject), watch(two, subject)];
    await Promise.all(watches.map((each) => begun(each)));

    await one.publish(subject, 'new');

    for (const { seen } of watches) await eventually(() => expect(seen).toEqual(['new']));
  });

  it('watches again after a reconnection, and misses what was published before it', async () => {
    const subject = randomUUID();
    const publisher = aBus();
    const relay = await aRelay();
    const bus = aBus(undefined, relay.url);
    await Promise.all([connected(publisher), connected(bus)]);
    const watched = watch(bus, subject);
    await begun(watched);

    relay.cut();
    await eventually(() => expect(bus.isConnected).toBe(false));
    await publisher.publish(subject, 'missed');
    relay.mend();
    await begun(watched, 2);
    await publisher.publish(subject, 'new');

    await eventually(() => expect(watched.seen).toEqual(['new']));
  });

  it('ends a watch when it closes', async () => {
    const subject = randomUUID();
    const [publisher, bus] = [aBus(), aBus()];
    await Promise.all([connected(publisher), connected(bus)]);
    const [ended, other] = [watch(bus, subject), watch(publisher, subject)];
    await Promise.all([begun(ended), begun(other)]);

    await bus.close();
    await publisher.publish(subject, 'late');

    await eventually(() => expect(other.seen).toEqual(['late']));
    expect(ended.seen).toEqual([]);
  });

  it('redelivers a message that was not acknowledged, and counts', async () => {
    const subject = randomUUID();
    const bus = aBus();
    await connected(bus);
    const heard = listen(bus, subject, { ack: false });

    await bus.publish(subject, 'unheard');

    await eventually(
      () => expect(heard.map(({ redeliveries }) => redeliveries)).toEqual([0, 1]),
      20_000,
    );
  });

  it('replaces a member with the same client id immediately', async () => {
    const clientId = `test-${randomUUID()}`;
    const first = aBus(clientId);
    await connected(first);
    await first.close();

    const second = aBus(clientId);

    await connected(second);
  });

  it('refuses to publish while there is no server', async () => {
    const bus = aBus('nobody', 'nats://127.0.0.1:1');

    await expect(bus.publish('subject', 'text')).rejects.toBeInstanceOf(DependencyError);
  });

  it('logs a wait while it starts, and an outage once if the wait is long', async () => {
    const now = performance.now.bind(performance);
    let skippedMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now() + skippedMs);
    const { logger, levelsOf } = logged();
    buses.push(createNatsBus({ ...nowhere, clientId: 'nobody' }, logger));
    await eventually(() => expect(levelsOf('waiting for').length).toBeGreaterThan(1));
    expect(levelsOf('waiting for')).not.toContain('warn');
    expect(levelsOf('is away')).toEqual([]);

    skippedMs = 6_000;

    await eventually(() =>
      expect(levelsOf('is away').slice(0, 3)).toEqual(['warn', 'debug', 'debug']),
    );
  });

  it('warns of a lost connection immediately', async () => {
    const relay = await aRelay();
    const { logger, levelsOf } = logged();
    const bus = createNatsBus(
      { ...nowhere, url: relay.url, clientId: `test-${randomUUID()}` },
      logger,
    );
    buses.push(bus);
    await connected(bus);

    relay.cut();

    await eventually(() => expect(levelsOf('is away')[0]).toBe('warn'));
  });

  it('calls back when it is connected, also if it was connected before', async () => {
    const bus = aBus();
    await connected(bus);
    const callback = jest.fn();

    bus.onConnected(callback);

    expect(callback).toHaveBeenCalledTimes(1);
  });
});
