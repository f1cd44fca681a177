import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import path from 'node:path';

import type { Ratio } from '../kit/stats';
import { chartsOf } from './charts';
import type { Row } from './measure';
import type { Platform } from './platform';

/** By section. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

const introductions: Readonly<Record<string, string>> = {
  routes:
    'Each route in turns with its baseline: bare Express that returns the same JSON, or inserts one document. Throughput is a share of the baseline’s and CPU a multiple of it, with the 95 % confidence interval of the mean. Latency is measured at a fixed rate of arrivals, from when each was due.',
  search:
    'Fixed queries with missing accents, beginnings of words and typing errors. Of the tickets, nine of ten are sold, or their event is over.',
  sustained:
    'Orders, and whole purchases, at a fixed rate with all their events. The backlog is counted six times during each step: orders and tickets whose events are not published, and orders that tickets or payments (whichever is further behind) has not copied. The rate is sustained while none grows. A purchase is: order, pay, until the buyer sees `complete`. For purchases, an order counts as copied when it is complete. The last rate of purchases is the highest sustained one, for longer.',
  outage:
    'Orders while NATS Streaming is stopped, at six instances of orders. Each event should be published once.',
  idle: 'Memory is PSS: a page that several processes share counts in part for each.',
  live: 'From the answer to a change of a ticket until it has arrived in each stream, with two instances of tickets.',
  growth: 'The same requests with more and more tickets and orders stored.',
  against:
    'The same requests to this platform and to the other one, its baseline, in turns, through both gateways. Each turn starts after the events of the last one.',
};

const digits = (value?: number): string => value?.toFixed(value >= 100 ? 0 : 1) ?? '';
const ms = (value?: number): string =>
  value === undefined ? '' : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
export const times = (ratio?: Ratio): string =>
  ratio ? `${ratio.mean.toFixed(2)} (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})` : '';
const percent = (value: number): string => (value * 100).toFixed(0);
const share = (ratio?: Ratio): string =>
  ratio ? `${percent(ratio.mean)} % (${percent(ratio.low)} to ${percent(ratio.high)})` : '';

function ofDatabase({ cpu, process }: Row): number | undefined {
  if (!cpu || process === undefined) return undefined;
  return (cpu[`${process}-mongo`] ?? 0) + (cpu[`${process}-postgres`] ?? 0);
}

type Column = readonly [head: string, cell: (row: Row) => string];

const nameColumn: Column = ['', ({ name = '' }) => name];
const columns: readonly Column[] = [
  nameColumn,
  ['stored', ({ stored }) => stored?.toLocaleString('en') ?? ''],
  ['a second', ({ perSecond }) => digits(perSecond)],
  ['baseline', ({ baseline }) => digits(baseline?.perSecond)],
  ['of its baseline', ({ baseline }) => share(baseline?.ratio)],
  ['CPU, service', ({ cpu, process }) => ms(cpu?.[process ?? ''])],
  ['CPU, baseline', ({ baseline }) => ms(baseline?.cpuMs)],
  ['to the baseline’s', ({ baseline }) => times(baseline?.cpuRatio)],
  ['CPU, database', (row) => ms(ofDatabase(row))],
  ['at', ({ latency }) => (latency?.perSecond ? `${latency.perSecond}/s` : '')],
  ['p50', ({ latency }) => ms(latency?.p50)],
  ['p95', ({ latency }) => ms(latency?.p95)],
  ['p99', ({ latency }) => ms(latency?.p99)],
  ['max', ({ latency }) => ms(latency?.max)],
  ['note', ({ note = '' }) => note],
];

/** Columns without a value are left out. */
function table(rows: readonly Row[], all = columns): string {
  const used = all.filter(([, cell]) => rows.some((row) => cell(row) !== ''));
  return [
    used.map(([head]) => head),
    used.map(() => '---'),
    ...rows.map((row) => used.map(([, cell]) => cell(row))),
  ]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}

/** One line of the output. */
export const lineOf = (row: Row): string =>
  columns.flatMap(([head, cell]) => (cell(row) ? `${head} ${cell(row)}`.trim() : [])).join(', ');

/** The CPU of each process shows where the work is. */
function cpuTable(rows: readonly Row[]): string {
  const used = rows.filter(({ cpu }) => cpu);
  const names = Object.keys(used[0]?.cpu ?? {}).filter((name) =>
    used.some(({ cpu }) => (cpu?.[name] ?? 0) >= 0.05),
  );
  const ofProcess = (name: string): Column => [name, ({ cpu }) => (cpu?.[name] ?? 0).toFixed(2)];
  return table(used, [nameColumn, ...names.map(ofProcess)]);
}

type Results = ReturnType<typeof resultsOf>;

/** Figures apply to one machine, and one database, only. */
function resultsOf(platform: Platform, isQuick: boolean, rows: Rows) {
  const args = process.argv.slice(2).map((each) => (each.includes(' ') ? `'${each}'` : each));
  return {
    at: new Date().toISOString(),
    command: ['npm run bench', ...(args.length > 0 ? ['--'] : []), ...args].join(' '),
    machine: {
      cpu: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
      memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
      system: `Linux ${release()}`,
      node: process.version,
    },
    database: platform.database,
    durability: platform.durability,
    isQuick,
    readySeconds: platform.readySeconds,
    rows,
    memoryMb: platform.memoryMb(),
  };
}

export function markdown({ machine, rows, memoryMb, ...run }: Results): string {
  const used = Object.entries(memoryMb).map(([name, megabytes]) => ({
    name,
    note: `${megabytes.toFixed(0)} MB`,
  }));
  return [
    '# Figures',
    `Made by \`${run.command}\` on ${run.at.slice(0, 10)}.${run.isQuick ? ' A quick run shows only that the bench works.' : ''}`,
    `Machine: ${machine.cpu}, ${machine.memory}, ${machine.system}, Node ${machine.node}; load and servers share it. Database: ${run.database}. ${run.durability}. Start to ready, all processes but the database: ${run.readySeconds.toFixed(1)} s. Every answer was checked; a wrong one makes a run void.`,
    ...Object.entries(rows).flatMap(([section, each]) => [
      `## ${section.charAt(0).toUpperCase()}${section.slice(1)}`,
      ...(introductions[section] ? [introductions[section]] : []),
      table(each),
      ...chartsOf(section, each),
    ]),
    '## CPU-ms of each process for one request, and memory',
    cpuTable(Object.values(rows).flat()),
    table(used, [nameColumn, ['memory (PSS) after the run', ({ note = '' }) => note]]),
    '',
  ].join('\n\n');
}

/** The tables, and the same data as JSON. */
export function writeReport(
  platform: Platform,
  isQuick: boolean,
  rows: Rows,
  folder: string,
): void {
  const results = resultsOf(platform, isQuick, rows);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'figures.md'), markdown(results));
  writeFileSync(path.join(folder, 'figures.json'), `${JSON.stringify(results, null, 2)}\n`);
}
