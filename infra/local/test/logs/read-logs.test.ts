import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { linePrinter } from '../../src/logs/line-printer';
import { readLogs } from '../../src/logs/read-logs';

const line = (time: string, msg: string, more = {}): string =>
  `${JSON.stringify({ level: 'info', time: `2030-01-01T00:00:${time}.000Z`, service: 'orders', ...more, msg })}\n`;

describe('the lines of logs', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'logs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): void =>
    appendFileSync(path.join(folder, `${name}.log`), text);
  const texts = (read: ReturnType<typeof readLogs>): string[] =>
    read().map(({ process, fields }) => `${process}: ${(fields as { readonly msg: string }).msg}`);

  it('are in the order of their times, over all processes', () => {
    write('orders-1', line('01', 'first') + line('03', 'third'));
    write('orders-2', line('02', 'second'));

    expect(texts(readLogs({ folder, from: 'start' }))).toEqual([
      'orders-1: first',
      'orders-2: second',
      'orders-1: third',
    ]);
  });

  it('are those of the named services, each with all its processes', () => {
    for (const name of ['orders-1', 'orders-2', 'payments', 'nats']) write(name, line('01', 'a'));

    expect(texts(readLogs({ folder, names: ['orders', 'payments'], from: 'start' }))).toEqual([
      'orders-1: a',
      'orders-2: a',
      'payments: a',
    ]);
  });

  it('begin with a whole line', () => {
    write('orders', `${'x'.repeat(9_000)}\n${line('01', 'whole')}`);

    expect(texts(readLogs({ folder, from: 'last lines' }))).toEqual(['orders: whole']);
  });

  it('are read when their end is written, also those of a log that appears later', () => {
    const read = readLogs({ folder, from: 'now' });
    const [start, end] = [line('01', 'in parts').slice(0, 20), line('01', 'in parts').slice(20)];
    write('orders', start);
    expect(texts(read)).toEqual([]);

    write('orders', end);

    expect(texts(read)).toEqual(['orders: in parts']);
  });

  it('go on after a log was replaced by a new one', () => {
    write('orders', line('01', 'a line of a long log') + line('02', 'another one'));
    const read = readLogs({ folder, from: 'now' });
    writeFileSync(path.join(folder, 'orders.log'), line('03', 'new'));

    expect(texts(read)).toEqual(['orders: new']);
  });

  it('have the time, the level, the message and the ids for people', () => {
    write('orders', line('01', 'order created', { aggregateId: 'abc' }));
    write('redis', 'Ready to accept connections\n');
    const show = linePrinter({ json: false, colours: false, width: 6 });

    const shown = readLogs({ folder, from: 'start' })().map(show);

    expect(shown[0]).toBe('redis  | Ready to accept connections');
    expect(shown[1]).toMatch(
      /^orders \| \[\d\d:\d\d:\d\d\.000\] INFO: order created {"aggregateId":"abc"}$/,
    );
  });

  it('are JSON for programs, also those of a server', () => {
    write('redis', 'Ready to accept connections\n');
    const show = linePrinter({ json: true, colours: false, width: 6 });

    expect(readLogs({ folder, from: 'start' })().map(show)).toEqual([
      '{"service":"redis","msg":"Ready to accept connections"}',
    ]);
  });
});
