import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Bus, type Delivery, silentLogger } from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';
import { eventually } from '@ticketing-dev/common/testing';

import { findServerHere } from '../../src/servers';
import { repairNatsStore } from '../../src/servers/nats-store';
import { natsServer } from '../../src/servers/nats';
import { smallDisk, type SmallDisk } from '../../src/small-disk';
import { startChild, type Child } from '../../src/supervisor/child';
import { waitFor } from '../../src/wait-for';

const old = 'order:created';
const fresh = 'ticket:created';
const group = 'listeners';
const messagesInSlice = 50;
const pageBytes = 4096;
const body = 'x'.repeat(300);

let logs: string;
let disk: SmallDisk;
let server: Child | undefined;
let bus: Bus | undefined;
let stored: string[];

const store = (): string => path.join(disk.dir, 'nats');
const file = (name: string): string => path.join(store(), name);

beforeEach(async () => {
  logs = mkdtempSync(path.join(tmpdir(), 'ticketing-nats-'));
  disk = await smallDisk(3);
  stored = [];
});
afterEach(async () => {
  await bus?.close();
  await server?.stop(5_000);
  await disk.close();
  rmSync(logs, { recursive: true });
});

/** Whether it starts on what is there. */
async function starts(): Promise<boolean> {
  const env = { ...process.env, NATS_URL: '' };
  const found = await findServerHere('nats', () => undefined, { env, containers: false });
  const at = { name: 'nats', dir: store(), stackId: 'test' };
  const [spec] = (await natsServer(found, at)).specs;
  if (!spec) throw new Error('NATS Streaming must be a program');
  const args = [...spec.args, '-file_slice_max_msgs', String(messagesInSlice)];
  const child = startChild({ ...spec, args }, path.join(logs, 'nats.log'));
  server = child;
  const made = createNatsBus(
    { url: spec.url, clusterId: 'ticketing', clientId: 'test' },
    silentLogger(),
  );
  bus = made;
  // Its monitoring answers already while it still reads the store.
  await waitFor(() => !child.isAlive() || made.isConnected, { timeoutMs: 15_000 });
  const isReady = made.isConnected;
  if (!isReady) await stop();
  return isReady;
}

async function stop(): Promise<void> {
  await bus?.close();
  await server?.stop(5_000);
}

const isStored = async (subject: string, name: string): Promise<boolean> => {
  try {
    await bus?.publish(subject, `${name} ${body}`);
    stored.push(name);
    return true;
  } catch {
    return false;
  }
};

async function publish(subject: string, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) expect(await isStored(subject, `${subject}-${i}`)).toBe(true);
}

/** Publishes until the server refuses. */
async function publishAll(subject: string): Promise<void> {
  for (let i = 0; await isStored(subject, `${subject}-more-${i}`); i += 1);
}

/** What a listener of a new group hears is all that the server has. */
async function allThatIsThere(): Promise<void> {
  const heard = new Set<string>();
  for (const subject of [old, fresh]) {
    bus?.subscribe({
      subject,
      group: 'readers',
      onDelivery: (delivery) => {
        heard.add(delivery.data.split(' ')[0] ?? '');
        delivery.ack();
      },
    });
  }
  await eventually(() => expect(stored.filter((name) => !heard.has(name))).toEqual([]));
}

/** A listener that hears and acknowledges more than fits on the disk any more. */
async function acknowledgeAll(): Promise<void> {
  const waiting: Delivery[] = [];
  let isFull = false;
  bus?.subscribe({
    subject: old,
    group,
    onDelivery: (delivery) => {
      if (isFull) delivery.ack();
      else waiting.push(delivery);
    },
  });
  await eventually(() => expect(waiting).toHaveLength(16));
  disk.fill();
  isFull = true;
  for (const delivery of waiting) delivery.ack();
  // Its last page is full.
  await eventually(() => expect(statSync(file(`${old}/subs.dat`)).size % pageBytes).toBe(0));
}

describe('NATS Streaming, after its disk was full', () => {
  it.each([
    ['a new channel', 50, () => publishAll(fresh), 'removed ticket:created/subs.dat'],
    [
      'a new slice of an old channel',
      messagesInSlice,
      () => publishAll(old),
      'removed order:created/msgs.2.dat',
    ],
    [
      'acknowledgements',
      1_000,
      acknowledgeAll,
      'bytes of an incomplete record off order:created/subs.dat',
    ],
  ])(
    'starts again after the repair of %s, with everything that it acknowledged',
    async (_what, count, write, put) => {
      expect(await starts()).toBe(true);
      await publish(old, count);
      if (write !== acknowledgeAll) disk.fill();
      await write();
      await stop();
      disk.free();

      expect(await starts()).toBe(false);
      expect(repairNatsStore(store())).toEqual([expect.stringContaining(put)]);
      expect(repairNatsStore(store())).toEqual([]);

      expect(await starts()).toBe(true);
      await publish(fresh, 3);
      await publish(old, 3);
      await allThatIsThere();
    },
  );

  it('keeps no torn message in the middle of a slice, which it could not read without its index', async () => {
    expect(await starts()).toBe(true);
    await publish(old, 10);
    disk.fill();
    await publishAll(old);
    await stop();
    disk.free();

    expect(repairNatsStore(store())).toEqual([
      expect.stringContaining('off order:created/msgs.1.dat'),
    ]);
    expect(await starts()).toBe(true);
    await publish(old, 3);
    await stop();
    rmSync(file(`${old}/msgs.1.idx`));

    expect(await starts()).toBe(true);
    await allThatIsThere();
  });
});

describe('damage that a full disk does not cause', () => {
  const contents = (): string[] =>
    readdirSync(store(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name)).toString('base64'));

  beforeEach(async () => {
    expect(await starts()).toBe(true);
    await publish(old, 10);
    await stop();
  });

  it.each([
    ['a store in order', () => undefined],
    [
      'a message that was changed',
      () => {
        const bytes = readFileSync(file(`${old}/msgs.1.dat`));
        bytes.write('?', bytes.length - 5);
        writeFileSync(file(`${old}/msgs.1.dat`), bytes);
        rmSync(file(`${old}/msgs.1.idx`));
      },
    ],
    [
      'messages that are gone although their index is there',
      () => truncateSync(file(`${old}/msgs.1.dat`)),
    ],
    [
      'the server’s own file that is gone although there are channels',
      () => truncateSync(file('server.dat')),
    ],
  ])('is not repaired: %s', (_what, harm) => {
    harm();
    const before = contents();

    expect(repairNatsStore(store())).toEqual([]);

    expect(contents()).toEqual(before);
  });

  it('is not found without a store', () => {
    expect(repairNatsStore(file('nowhere'))).toEqual([]);
    expect(statSync(store()).isDirectory()).toBe(true);
  });
});
