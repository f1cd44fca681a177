import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createConsumer, systemClock } from '@ticketing-dev/common';
import { MemoryParkingLot, recordedLog } from '@ticketing-dev/common/testing';

import { growthOf, histogramOf, redeliveries, type Sample, storms } from '../../prove/checks';

/** The log line of common's consumer for a redelivered message. */
async function again(message: string, redeliveries = 1): Promise<string> {
  const { logger, lines } = recordedLog();
  const parking = new MemoryParkingLot();
  const consumer = createConsumer([], { parking, now: systemClock, logger });
  // It has no listener, so it only logs the message.
  await consumer.stop();
  const [subject = '', sequence] = message.split('-');
  const data = JSON.stringify({ eventId: `${message}/0`, requestId: 'r1', id: 'a' });
  const ack = (): void => undefined;
  await consumer.receive({ subject, sequence: Number(sequence), redeliveries, data, ack });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

describe('redeliveries', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'ticketing-logs-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const stackWith = (logs: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(logs)) writeFileSync(path.join(dir, file), text);
    const names = ['orders-1', 'orders-2', 'payments-1'];
    return {
      processes: () =>
        names.map((name) => ({ name, pid: null, url: '', restarts: 0, startedAs: null })),
      logFile: (name: string) => path.join(dir, `${name}.log`),
    };
  };

  it('are counted by message and service, whichever of its processes received the message', async () => {
    const stack = stackWith({
      'orders-1.log': `${await again('ticket:created-7')}{"msg":"connected"}\n`,
      'orders-2.log': (await again('ticket:created-7')) + (await again('ticket:created-8')),
      'payments-1.log.1': await again('order:created-2'),
      'payments-1.log': 'not JSON\n',
    });

    const counts = redeliveries(stack);

    expect(Object.fromEntries(counts)).toEqual({
      'ticket:created-7 to orders': 2,
      'ticket:created-8 to orders': 1,
      'order:created-2 to payments': 1,
    });
    expect(histogramOf(counts)).toEqual({ 'delivered 2 times': 2, 'delivered 3 times': 1 });
    expect(storms(counts)).toEqual([]);
  });

  it('are as many as NATS Streaming counted, if no process logged them', async () => {
    const stack = stackWith({ 'orders-1.log': await again('ticket:created-7', 3) });

    expect(histogramOf(redeliveries(stack))).toEqual({ 'delivered 4 times': 1 });
  });

  it('are a storm from the eleventh delivery on', async () => {
    const stack = stackWith({
      'orders-1.log': (await again('ticket:created-7')).repeat(10),
      'orders-2.log': (await again('ticket:created-8')).repeat(9),
    });

    expect(storms(redeliveries(stack))).toMatchObject([
      { says: 'ticket:created-7 to orders was delivered 11 times' },
    ]);
  });
});

const minutes = Array.from({ length: 300 }, (_, i) => 5 + i / 12);

const processWith = (of: (minute: number) => Partial<Sample>): Sample[] =>
  minutes.map((minute) => ({ minute, megabytes: 120, files: 40, ...of(minute) }));
const garbage = (minute: number): number => 110 + 30 * (minute % 3);

describe('a process', () => {
  it.each<[string, boolean, (minute: number) => Partial<Sample>]>([
    ['does not grow when its garbage comes and goes', true, (m) => ({ megabytes: garbage(m) })],
    [
      'does not grow when connections come and go',
      true,
      (m) => ({ files: 40 + Math.round(10 * Math.sin(m)) }),
    ],
    ['grows when it never frees memory', false, (m) => ({ megabytes: garbage(m) + 1.5 * m })],
    ['is not fine when its figures cannot be read', false, () => ({ megabytes: Number.NaN })],
  ])('%s', (_, isFine, of) => {
    expect(growthOf(processWith(of))).toMatchObject({ isFine });
  });

  it('grows when it never closes files', () => {
    const leak = processWith((minute) => ({ files: 40 + Math.floor(minute) }));

    expect(growthOf(leak)).toEqual({
      isFine: false,
      figures: '120 to 120 MB (0.00 a minute), 47 to 67 open files',
    });
  });

  it('is not fine without samples', () => {
    expect(growthOf([])).toMatchObject({ isFine: false });
  });
});
