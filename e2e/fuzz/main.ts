import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { anOwnStack, type OwnStack } from '../support/own-stack';
import { seeded } from './random';
import { createRequests, type Known, type Sent } from './request';
import { type Answer, noAnswer, send } from './send';

const help = `npm run fuzz -- [--requests 200000] [--seed 1] [--database stand-in|durable|mongodb://…]
                [--url http://… --jwt-key …]

Sends requests of every wrong kind to every route: no answer may be a 5xx, none may show a stack trace, nothing may
crash. Without --url it starts a platform of its own.`;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    requests: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string', default: 'stand-in' },
    url: { type: 'string' },
    'jwt-key': { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

const atOnce = 24;
const mostFindings = 20;
/** Behind the gateway everything else is the client's, which is not part of this. */
const leadsToServices = /^\/api\/(users|tickets|orders|payments)\b(?!.*(\.|%2e)(\.|%2e))/i;
const stackTrace = /\n\s+at .+:\d+:\d+|node_modules|\.[jt]s:\d+:\d+/;

interface Target {
  readonly jwtKey: string;
  /** Where it is sent: to the service itself, or to the gateway. */
  readonly of: (sent: Sent, isDirect: boolean) => URL;
  /** What tells whether anything has crashed. */
  readonly restarts: () => number;
  /** Of all processes of ours, in MB. */
  readonly memory: () => number;
}

function ownTarget(stack: OwnStack): Target {
  const gateway = new URL(stack.url);
  const urls = new Map(stack.processes().map(({ name, url }) => [name, url]));
  const services = ['auth', 'tickets', 'orders', 'payments', 'expiration'];
  return {
    jwtKey: stack.jwtKey,
    of: ({ service, path, raw }, isDirect) =>
      isDirect || !leadsToServices.test(raw?.split(' ')[1] ?? path)
        ? new URL(urls.get(service) ?? stack.url)
        : gateway,
    restarts: () => stack.processes().reduce((sum, { restarts }) => sum + restarts, 0),
    memory: () =>
      stack
        .processes()
        .filter(({ name, pid }) => services.includes(name) && pid !== null)
        .reduce((sum, { pid }) => sum + residentMb(pid ?? 0), 0),
  };
}

function residentMb(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function farTarget(url: string, jwtKey: string): Target {
  return { jwtKey, of: () => new URL(url), restarts: () => 0, memory: () => 0 };
}

/** What is wrong with an answer. */
function fault(sent: Sent, answer: Answer): string | undefined {
  if (answer === noAnswer) return 'no answer';
  if (answer.status >= 500) return `${answer.status}`;
  if (stackTrace.test(answer.body)) return 'a stack trace';
  const isRefusal = answer.status >= 400 && answer.type.startsWith('application/json');
  if (isRefusal && sent.method !== 'HEAD' && !/^\{"errors":\[\{"message":"/.test(answer.body)) {
    return 'an error that is not in the form of the contract';
  }
  return undefined;
}

function learn(known: Known, { method, path }: Sent, { status, type, body }: Answer): void {
  if (status !== 201 || method !== 'POST' || type === 'raw') return;
  const ids = path.startsWith('/api/tickets')
    ? known.tickets
    : path.startsWith('/api/orders')
      ? known.orders
      : undefined;
  const { id } = JSON.parse(body) as { id?: string };
  if (!ids || id === undefined) return;
  ids.push(id);
  if (ids.length > 200) ids.shift();
}

const show = ({ what, raw, method, path, headers, body }: Sent): string =>
  raw === undefined
    ? `${what}: ${method} ${path.slice(0, 200)}\n  ${JSON.stringify(headers).slice(0, 300)}\n  ${String(body).slice(0, 300)}`
    : `${what}: ${JSON.stringify(raw.slice(0, 400))}`;

async function fuzz(target: Target, requests: number, seed: number): Promise<boolean> {
  const random = seeded(seed);
  const known: Known = { tickets: [], orders: [] };
  const next = createRequests(seed, random, known, target.jwtKey);
  const statuses = new Map<number, number>();
  const kinds = new Map<string, number>();
  const findings = new Map<string, string>();
  const restartsBefore = target.restarts();
  let memoryAtTenth = 0;
  let started = 0;

  const one = async (): Promise<void> => {
    const sent = next();
    const base = target.of(sent, !random.oneIn(4));
    const answer = await send(base, sent);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    kinds.set(sent.what, (kinds.get(sent.what) ?? 0) + 1);
    learn(known, sent, answer);
    const wrong = fault(sent, answer);
    const key = `${String(wrong)} ${sent.what} ${sent.method} ${sent.path.split('?')[0]?.slice(0, 30) ?? ''}`;
    if (wrong === undefined || findings.has(key) || findings.size >= mostFindings) return;
    const found = `${wrong} for ${show(sent)}\n  answer: ${answer.status} ${answer.body.slice(0, 400)}`;
    findings.set(key, found);
    console.log(`\n${found}`);
  };

  const since = performance.now();
  const worker = async (): Promise<void> => {
    while (started < requests) {
      started += 1;
      if (started === Math.floor(requests / 10)) memoryAtTenth = target.memory();
      if (started % 20_000 === 0) console.log(`  ${started} requests`);
      await one();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));

  const seconds = (performance.now() - since) / 1000;
  const restarts = target.restarts() - restartsBefore;
  const share = (counts: ReadonlyMap<unknown, number>): string =>
    [...counts].map(([name, count]) => `${String(name)} × ${count}`).join(', ');
  console.log(`\n${requests} requests from seed ${seed} in ${seconds.toFixed(0)} s`);
  console.log(`kinds: ${share(kinds)}`);
  console.log(
    `answers (0: closed without one): ${share(new Map([...statuses].sort(([a], [b]) => a - b)))}`,
  );
  console.log(
    `memory of the services: ${memoryAtTenth.toFixed(0)} MB after a tenth, ${target.memory().toFixed(0)} MB at the end`,
  );
  console.log(`${findings.size} findings, ${restarts} crashes`);
  return findings.size === 0 && restarts === 0;
}

async function main(): Promise<boolean> {
  const requests = Number(values.requests);
  const seed = Number(values.seed);
  if (values.url !== undefined) {
    return fuzz(farTarget(values.url, values['jwt-key']), requests, seed);
  }
  const { database } = values;
  const stack = await anOwnStack({ client: false, database, env: { LOG_LEVEL: 'error' } });
  try {
    return await fuzz(ownTarget(stack), requests, seed);
  } finally {
    await stack.end();
  }
}

if (values.help) {
  console.log(help);
} else {
  main().then(
    (isGood) => process.exit(isGood ? 0 : 1),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
