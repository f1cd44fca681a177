import { hasCardNumber } from '@ticketing-dev/common';

import { refuseIgnored, runCommand, seedOf, UsageError, wholeNumber } from '../kit/arguments';
import { databaseChoice } from '../kit/chosen-database';
import { type Answers, limitsChoice, limitsEnv, under } from '../kit/limits';
import { anOwnStack, type OwnStack } from '../kit/own-stack';
import { absenceOfPages, saysOnlyThat } from './front-page';
import { Health, type Watched } from './health';
import { followed } from './pages';
import { seeded } from './random';
import { createRequests, type Known, sameSignUp, type Sent } from './request';
import { type Answer, isWellFormed, noAnswer, send } from './send';

const help = `npm run fuzz -- [--requests 200000] [--seed 1] [--database stand-in|durable|mongodb://…]
                [--limits raised|defaults]
                [--url http://… --jwt-key …]

Sends requests of every wrong kind to every route and page: no answer may be a 5xx, none may show a stack trace or a card
number, no well-formed request may go without one, nothing may crash. Without --url it starts a platform of its own. Its
services' memory must not grow by more than 20 %, and their event loops must keep below 100 ms (p99), in runs of 50,000
requests or more.

  --limits  raised (so that nobody meets one; more than 1 % of answers that are 429 fail the run), or defaults, as in a shop
  --url     sends to what runs there instead, under its own limits; without the client there, it sends nothing to pages`;

const atOnce = 24;
const mostFindings = 20;
const tellEvery = 20_000;
const stackTrace = /\n\s+at .+:\d+:\d+|node_modules|\.[jt]s:\d+:\d+/;

interface Target {
  readonly jwtKey: string;
  /** What is said there in place of pages; undefined where there are pages. */
  readonly absence: Answer | undefined;
  /** Where it is sent: to the service itself, or to the gateway. */
  readonly of: (sent: Sent, isDirect: boolean) => URL;
  /** What tells whether anything has crashed. */
  readonly restarts: () => number;
  /** Those of ours that can be looked into. */
  readonly processes: () => readonly Watched[];
}

function ownTarget(stack: OwnStack): Target {
  const gateway = new URL(stack.url);
  const processes = new Map(stack.processes().map((process) => [process.name, process]));
  const services = ['auth', 'tickets', 'orders', 'payments', 'expiration'];
  return {
    jwtKey: stack.jwtKey,
    absence: undefined,
    of: ({ service, isForOperators }, isDirect) => {
      const process = processes.get(service);
      if (isForOperators) return new URL(process?.operatorUrl ?? stack.url);
      return isDirect ? new URL(process?.url ?? stack.url) : gateway;
    },
    restarts: () => stack.processes().reduce((sum, { restarts }) => sum + restarts, 0),
    processes: () =>
      stack
        .processes()
        .flatMap(({ name, pid, operatorUrl }) =>
          services.includes(name) && pid !== null && operatorUrl !== undefined
            ? [{ name, pid, operatorUrl }]
            : [],
        ),
  };
}

async function farTarget(url: string, jwtKey: string): Promise<Target> {
  const base = new URL(url);
  const absence = await absenceOfPages(base);
  if (absence) console.log(`${url} has no client (its front page is ${absence.status}): no pages`);
  return { jwtKey, absence, of: () => base, restarts: () => 0, processes: () => [] };
}

/** What is wrong with an answer. */
function fault(sent: Sent, answer: Answer, absence: Answer | undefined): string | undefined {
  if (saysOnlyThat(absence, sent, answer)) return undefined;
  if (answer === noAnswer) return 'no answer';
  if (answer.status === 0 && isWellFormed(sent)) return 'closed without an answer';
  if (answer.status >= 500) return `${answer.status}`;
  if (stackTrace.test(answer.body)) return 'a stack trace';
  // Nobody has a card number here but who has just sent it. Pages and redirects name their own address.
  const echo = /^(application\/json|raw)/.test(answer.type) ? answer.body : '';
  if (hasCardNumber(answer.requestId) || hasCardNumber(echo)) return 'a card number';
  const isRefusal = answer.status >= 400 && answer.type.startsWith('application/json');
  if (isRefusal && sent.method !== 'HEAD' && !/^\{"errors":\[\{"message":"/.test(answer.body)) {
    return 'an error that is not in the form of the contract';
  }
  return undefined;
}

/** What is wrong with the answers to what was sent at once. */
function faultTogether(what: string, answers: readonly Answer[]): string | undefined {
  if (what !== sameSignUp) return undefined;
  const statuses = answers.map(({ status }) => status);
  const refused = statuses.filter((status) => status >= 400 && status < 500);
  const isOnce = statuses.includes(201) && refused.length === statuses.length - 1;
  return isOnce ? undefined : `${statuses.join(', ')} at once`;
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

async function fuzz(
  target: Target,
  { requests, seed, answers }: { requests: number; seed: number; answers: Answers },
): Promise<boolean> {
  const random = seeded(seed);
  const known: Known = { tickets: [], orders: [] };
  const { jwtKey, absence } = target;
  const next = createRequests({ seed, jwtKey, hasPages: absence === undefined }, random, known);
  const statuses = new Map<number, number>();
  const kinds = new Map<string, number>();
  const findings = new Map<string, string>();
  const restartsBefore = target.restarts();
  const health = new Health(target.processes, requests);
  let started = 0;

  const find = (wrong: string | undefined, sent: Sent, { status, body }: Answer): void => {
    const key = `${String(wrong)} ${sent.what} ${sent.method} ${sent.path.split('?')[0]?.slice(0, 30) ?? ''}`;
    if (wrong === undefined || findings.has(key) || findings.size >= mostFindings) return;
    const found = `${wrong} for ${show(sent)}\n  answer: ${status} ${body.slice(0, 400)}`;
    findings.set(key, found);
    console.log(`\n${found}`);
  };

  const one = async (sent: Sent): Promise<Answer> => {
    const base = target.of(sent, !random.oneIn(4));
    const answer = await send(base, sent);
    answers.count(answer.status);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    kinds.set(sent.what, (kinds.get(sent.what) ?? 0) + 1);
    learn(known, sent, answer);
    find(fault(sent, answer, absence), sent, answer);
    const next = followed(sent, answer);
    return next ? one(next) : answer;
  };

  const since = performance.now();
  const worker = async (): Promise<void> => {
    while (started < requests) {
      const together = next();
      const before = started;
      started += together.length;
      if (Math.floor(before / tellEvery) < Math.floor(started / tellEvery)) {
        console.log(`  ${started} requests`);
      }
      await health.look(started);
      const got = await Promise.all(together.map(one));
      const [sent] = together;
      const [answer] = got;
      if (sent && answer) find(faultTogether(sent.what, got), sent, answer);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));

  const seconds = (performance.now() - since) / 1000;
  const restarts = target.restarts() - restartsBefore;
  const share = (counts: ReadonlyMap<unknown, number>): string =>
    [...counts].map(([name, count]) => `${String(name)} × ${count}`).join(', ');
  console.log(`\n${started} requests from seed ${seed} in ${seconds.toFixed(0)} s`);
  console.log(`kinds: ${share(kinds)}`);
  console.log(
    `answers (0: closed without one): ${share(new Map([...statuses].sort(([a], [b]) => a - b)))}`,
  );
  for (const unhealthy of await health.findings()) findings.set(unhealthy, unhealthy);
  console.log(`${findings.size} findings, ${restarts} crashes`);
  return findings.size === 0 && restarts === 0;
}

const config = {
  options: {
    requests: { type: 'string' },
    seed: { type: 'string' },
    database: { type: 'string' },
    limits: { type: 'string' },
    url: { type: 'string' },
    'jwt-key': { type: 'string' },
  },
} as const;

runCommand(help, config, async ({ values }) => {
  const { url, 'jwt-key': jwtKey } = values;
  const requests = wholeNumber('--requests', values.requests ?? '200000');
  const seed = seedOf(values.seed);
  const always = ['requests', 'seed'];
  if (url !== undefined) {
    refuseIgnored(values, [...always, 'url', 'jwt-key'], 'with --url');
    if (!URL.canParse(url))
      throw new UsageError(`--url takes an address, not ${JSON.stringify(url)}`);
    if (!jwtKey)
      throw new UsageError('--url needs --jwt-key, to send what only somebody signed in may');
    const target = await farTarget(url, jwtKey);
    // Whose limits are as they are.
    return under('defaults', (answers) => fuzz(target, { requests, seed, answers }));
  }
  refuseIgnored(values, [...always, 'database', 'limits'], 'without --url');
  const limits = limitsChoice(values.limits);
  const database = databaseChoice(values.database);
  const stack = await anOwnStack({
    database,
    env: { ...limitsEnv(limits), LOG_LEVEL: 'error' },
  });
  try {
    return await under(limits, (answers) => fuzz(ownTarget(stack), { requests, seed, answers }));
  } finally {
    await stack.end();
  }
});
