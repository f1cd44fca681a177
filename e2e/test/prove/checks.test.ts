import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createConsumer, systemClock } from '@ticketing-dev/common';
import { MemoryParkingLot, recordedLog } from '@ticketing-dev/common/testing';

import { growthOf, histogramOf, redeliveries, type Sample, storms } from '../../prove/checks';

/** The line that a service's own consumer writes. */
async function again(message: string, redeliveries = 1): Promise<string> {
  const { logger, lines } = recordedLog();
  const parking = new MemoryParkingLot();
  const consumer = createConsumer([], { parking, now: systemClock, logger });
  // It has no listener: it only says what has come.
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

  it('are counted by message and service, whichever of its processes was given the message', async () => {
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

  it('are as many as NATS Streaming says, where nobody was there to log them', async () => {
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

describe('a process', () => {
  it('does not grow when its garbage comes and goes', () => {
    const sawtooth = processWith((minute) => ({ megabytes: 110 + 30 * (minute % 3) }));

    expect(growthOf(sawtooth)).toMatchObject({ isFine: true });
  });

  it('does not grow when connections come and go', () => {
    const busy = processWith((minute) => ({ files: 40 + Math.round(10 * Math.sin(minute)) }));

    expect(growthOf(busy)).toMatchObject({ isFine: true });
  });

  it('grows when memory is never given back', () => {
    const leak = processWith((minute) => ({ megabytes: 110 + 30 * (minute % 3) + 1.5 * minute }));

    expect(growthOf(leak)).toMatchObject({ isFine: false });
  });

  it('grows when files are never closed', () => {
    const leak = processWith((minute) => ({ files: 40 + Math.floor(minute) }));

    expect(growthOf(leak)).toEqual({
      isFine: false,
      figures: '120 to 120 MB (0.00 a minute), 47 to 67 open files',
    });
  });

  it('is not fine when its figures cannot be read', () => {
    expect(growthOf(processWith(() => ({ megabytes: Number.NaN })))).toMatchObject({
      isFine: false,
    });
    expect(growthOf([])).toMatchObject({ isFine: false });
  });
});
