import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Spread } from './flows';
import type { Figure } from './measure';
import type { Results } from './results';
import type { Refusals } from './sign-in';
import { mean, type Ratio } from '../kit/stats';
import { barChart, lineChart } from './svg';

const whole = (value: number): string => value.toFixed(0);
const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const share = ({ mean: middle, low, high }: Ratio): string =>
  `${whole(middle * 100)} % (${whole(low * 100)} to ${whole(high * 100)})`;
const times = ({ mean: middle, low, high }: Ratio): string =>
  `${middle.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const ofDatabase = (cpu: Figure['cpu'], process: string): number =>
  (cpu[`${process}-mongo`] ?? 0) + (cpu[`${process}-postgres`] ?? 0);

function routes({ figures }: Results): string {
  return table(
    [
      'route',
      'requests/s',
      'of its floor',
      'CPU, service',
      'to the floor’s',
      'CPU, database',
      'at',
      'p50',
      'p95',
      'p99',
    ],
    figures.map(({ name, process, throughput, floor, cpu, latency }) => [
      name,
      whole(throughput),
      floor ? share(floor.ratio) : '',
      ms(cpu[process] ?? 0),
      floor ? times(floor.cpuRatio) : '',
      ms(ofDatabase(cpu, process)),
      `${latency.perSecond}/s`,
      ms(latency.p50),
      ms(latency.p95),
      ms(latency.p99),
    ]),
  );
}

/** CPU of each process shows where the work is. */
function everywhere({ figures, purchases, hotTicket }: Results): string {
  const rows = [
    ...figures,
    { name: 'a purchase, with all its events', cpu: purchases.cost.cpu },
    { name: `one of ${hotTicket.buyers} buyers of one ticket`, cpu: hotTicket.cost.cpu },
  ];
  const names = Object.keys(purchases.cost.cpu).filter((name) =>
    rows.some(({ cpu }) => (cpu[name] ?? 0) >= 0.05),
  );
  return table(
    ['CPU-ms for one', ...names],
    rows.map(({ name, cpu }) => [name, ...names.map((each) => (cpu[each] ?? 0).toFixed(2))]),
  );
}

function flows({ hotTicket, purchases, propagation, expiry, readySeconds, publish }: Results) {
  const spread = ({ p50, p95, p99, max }: Spread): string[] => [p50, p95, p99, max].map(ms);
  const { latency, cost } = purchases;
  const { oneByOne, window64 } = publish;
  return [
    table(
      ['', 'p50', 'p95', 'p99', 'most'],
      [
        ['an event, from the answer to its copy in orders, at 50/s', ...spread(propagation)],
        ['an expired order, after its `expiresAt`', ...spread(expiry)],
        [
          `a purchase: order, pay, until it is complete, at ${latency.perSecond}/s`,
          ...[latency.p50, latency.p95, latency.p99].map(ms),
          '',
        ],
        [
          `${hotTicket.buyers} buyers of one ticket at once (one gets it)`,
          ...spread(hotTicket.latency),
        ],
      ],
    ),
    '',
    `- As many as it takes: ${cost.perSecond.toFixed(1)} purchases/s with ${purchases.atOnce} people buying at once; ${whole(hotTicket.cost.perSecond)} buyers of the one ticket answered/s.`,
    `- Start to ready, all processes but the database: ${readySeconds.toFixed(1)} s.`,
    `- Floor of the bus: ${whole(oneByOne.perSecond)} acknowledged publishes/s one by one (p50 ${ms(oneByOne.p50)}), ${whole(window64.perSecond)}/s with 64 under way (NATS Streaming, file store), by the services’ own client. An event’s way to its copy takes ${(propagation.p50 / oneByOne.p50).toFixed(1)} times as long as one of them, p50 to p50: it is also logged, delivered and copied.`,
  ].join('\n');
}

const toldApart = ({ refused, unknownMs, wrongMs, pValue }: Refusals): string =>
  `an unknown address is refused after ${ms(unknownMs)}, a wrong password after ${ms(wrongMs)} (medians of ${refused} each, in turns): ${(unknownMs / wrongMs).toFixed(3)} times as long. If nothing told the two apart, times would differ at least as much with a probability of ${pValue.toFixed(2)} (Kolmogorov-Smirnov).`;

const signIn = ({ refusals, refusalsUnderFlood, hashing }: Results): string =>
  [
    `- With nobody else there ${toldApart(refusals)}`,
    `- While strangers keep more sign-ins under way than can be hashed, ${toldApart(refusalsUnderFlood)}`,
    `- ${whole(hashing.argon2id)} passwords a second are checked with argon2id, ${hashing.scrypt.toFixed(1)} with scrypt at N = 2^17, two at a time: ${times(hashing.ratio)} times as many.`,
  ].join('\n');

const steps = ({ sustained }: Results): string =>
  table(
    ['orders/s', 'p99', 'not published', 'not copied', 'keeps up', 'gone after'],
    sustained.map(({ perSecond, p99, waiting, keepsUp, drainSeconds }) => [
      `${perSecond}`,
      ms(p99),
      waiting.map(({ unpublished }) => unpublished).join(' '),
      waiting.map(({ uncopied }) => uncopied).join(' '),
      keepsUp ? 'yes' : 'no',
      `${drainSeconds.toFixed(1)} s`,
    ]),
  );

const growth = (results: Results): string =>
  table(
    ['tickets and orders stored', 'first page, p50', 'my orders, p50', 'an order, p50'],
    results.growth.map(({ stored, firstPage, mine, order }) => [
      stored.toLocaleString('en'),
      ms(firstPage.p50),
      ms(mine.p50),
      ms(order.p50),
    ]),
  );

const memory = (results: Results): string =>
  table(
    ['process', 'memory after the run'],
    Object.entries(results.memory).map(([name, { residentMb }]) => [
      name,
      `${whole(residentMb)} MB`,
    ]),
  );

const duels = (results: Results): string[] =>
  results.duels.length === 0
    ? []
    : [
        '## Against the other implementation',
        'The same requests through both gateways, in turns, each after the last one’s events are through; ratios are ours to theirs. Latency is at a fixed rate of arrivals, the same for both.',
        table(
          ['', 'ours/s', 'theirs/s', 'ratio', 'at', 'p50, ratio', 'p99, ratio'],
          results.duels.map(({ name, ours, theirs, ratio, latency }) => [
            name,
            ...[ours, theirs].map((all) => whole(mean(all))),
            times(ratio),
            `${latency.perSecond}/s`,
            times(latency.p50),
            times(latency.p99),
          ]),
        ),
      ];

function markdown(results: Results): string {
  const { machine, database, at, command, isQuick } = results;
  return [
    '# Figures',
    `Made by \`${command}\` on ${at.slice(0, 10)}${isQuick ? ', a quick run: good to see that it works, not to cite' : ''}.`,
    `Machine: ${machine.cpu}, ${machine.memory}, ${machine.system}, Node ${machine.node}; load and servers share it. Database: ${database}. Every answer was checked; a wrong one voids a run.`,
    '## Routes',
    'Each against its floor in turns, as a share of its throughput and a multiple of its CPU, with the interval that holds the mean with 95 %. Latency is measured at a fixed rate of arrivals, from when each was due.',
    routes(results),
    '![Throughput](throughput.svg)',
    '![CPU](cpu.svg)',
    '## Flows',
    flows(results),
    '## Sign-in',
    signIn(results),
    '## A sustained rate',
    'Orders at a fixed rate with all their events. What waits is counted six times over each step: orders and tickets whose events are not published, and orders that tickets or payments (whichever is further behind) has not copied. The rate is sustained while neither grows.',
    steps(results),
    '## Growth',
    growth(results),
    '![Growth](growth.svg)',
    '## Where the work is',
    everywhere(results),
    memory(results),
    ...duels(results),
    '',
  ].join('\n\n');
}

/** The table, the charts, and the figures themselves for whoever wants to compare. */
export function writeReport(results: Results, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string): void =>
    writeFileSync(path.join(folder, name), content);
  const { figures } = results;
  write('figures.md', markdown(results));
  write('figures.json', `${JSON.stringify(results, null, 2)}\n`);
  write(
    'throughput.svg',
    barChart(
      'Requests a second; the mark is the floor',
      '/s',
      figures.map(({ name, throughput, floor }) => ({
        label: shortened(name),
        value: throughput,
        ...(floor ? { mark: floor.throughput } : {}),
      })),
    ),
  );
  write(
    'cpu.svg',
    barChart(
      'CPU of the service for one request; the mark is the floor',
      'ms',
      figures
        .filter(({ floor }) => floor)
        .map(({ name, process, cpu, floor }) => ({
          label: shortened(name),
          value: cpu[process] ?? 0,
          ...(floor ? { mark: floor.cpuMs } : {}),
        })),
    ),
  );
  const line = (label: string, of: 'firstPage' | 'mine' | 'order') => ({
    label,
    points: results.growth.map((point) => [point.stored, point[of].p50] as const),
  });
  write(
    'growth.svg',
    lineChart(
      'The same request with more and more stored',
      { x: 'tickets and orders stored', y: 'p50, ms' },
      [
        line('GET /api/tickets', 'firstPage'),
        line('GET /api/orders', 'mine'),
        line('POST /api/orders', 'order'),
      ],
    ),
  );
}

const longest = 46;
const shortened = (name: string): string =>
  name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
