import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { hasCardNumber } from '@ticketing-dev/common';
import { serviceNames } from '@ticketing-dev/local';

import { command, runCommand, wholeNumber } from '../kit/arguments';
import { databaseOption } from '../kit/chosen-database';
import { type Answers, limitsEnv, limitsOption, under } from '../kit/limits';
import { anOwnStack, type OwnStack } from '../kit/own-stack';
import { createRandom } from '../kit/random';
import { Health, type WatchedProcess } from './health';
import { type FuzzRequest, type Known, requests, sameSignUp, withIds } from './requests';
import { type Answer, isWellFormed, send } from './send';

const concurrency = 24;
const mostFindings = 20;
const mostIds = 200;
const printEvery = 20_000;
const stackTrace = /\n\s+at .+:\d+:\d+|node_modules|\.[jt]s:\d+:\d+/;
const contractError = /^\{"errors":\[\{"message":"/;

interface Target {
  readonly jwtKey: string;
  /** The answer in place of pages; undefined if there are pages. */
  readonly absence: Answer | undefined;
  readonly addressOf: (request: FuzzRequest) => URL;
  readonly restarts: () => number;
  readonly processes: () => readonly WatchedProcess[];
}

function ownTarget(stack: OwnStack): Target {
  const processes = new Map(stack.processes().map((process) => [process.name, process]));
  const services: readonly string[] = serviceNames;
  return {
    jwtKey: stack.jwtKey,
    absence: undefined,
    addressOf({ service, isForOperators, isDirect }) {
      const { url, operatorUrl } = processes.get(service) ?? {};
      return new URL((isForOperators ? operatorUrl : isDirect ? url : undefined) ?? stack.url);
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

async function runningTarget(url: string, jwtKey: string): Promise<Target> {
  const base = new URL(url);
  const frontPage = { service: 'client', method: 'GET', path: '/', headers: {} } as FuzzRequest;
  const answer = await send(base, frontPage);
  const absence = answer.status === 503 ? answer : undefined;
  if (absence) console.log(`${url} has no client (its front page is 503): no pages`);
  return { jwtKey, absence, addressOf: () => base, restarts: () => 0, processes: () => [] };
}

/** Whether it is the answer of a platform without a client. Under /api nothing is excused. */
function isAbsence(absence: Answer | undefined, { raw, path }: FuzzRequest, answer: Answer) {
  if (raw === undefined && /^\/api(\/|\?|$)/i.test(path)) return false;
  const isSame = answer.type === 'raw' && answer.body.includes(absence?.body ?? '');
  return answer.status === absence?.status && (answer.type === absence.type || isSame);
}

/** What is wrong with an answer. */
function faultOf(request: FuzzRequest, answer: Answer): string | undefined {
  const { status, type, body, requestId } = answer;
  if (status < 0) return 'no answer';
  if (status === 0 && isWellFormed(request)) return 'closed without an answer';
  if (status >= 500) return `${status}`;
  if (stackTrace.test(body)) return 'a stack trace';
  // A card number is here only because the request contained it. Pages and redirects contain their own address, and the
  // digits of a page's pictures and times may look like one by chance.
  const isPage = type === 'raw' && /^content-type: text\/html/im.test(body);
  const echo = /^(application\/json|raw)/.test(type) && !isPage ? body : '';
  if (hasCardNumber(requestId) || hasCardNumber(echo)) return 'a card number';
  const isRefusal = status >= 400 && type.startsWith('application/json');
  if (isRefusal && request.method !== 'HEAD' && !contractError.test(body)) {
    return 'an error that is not in the form of the contract';
  }
  return undefined;
}

/** What is wrong with the answers to concurrent requests. */
function faultTogether({ what }: FuzzRequest, answers: readonly Answer[]): string | undefined {
  const statuses = answers.map(({ status }) => status);
  const refused = statuses.filter((status) => status >= 400 && status < 500);
  const isOnce = statuses.includes(201) && refused.length === statuses.length - 1;
  return what !== sameSignUp || isOnce ? undefined : `${statuses.join(', ')} concurrently`;
}

/** Next redirects what its router requests to an address with a checksum of the headers. Browsers follow. */
function redirected(sent: FuzzRequest, { status, location = '' }: Answer): FuzzRequest | undefined {
  const isChecksum = status === 307 && /^\/.*[?&]_rsc=/.test(location);
  const isNew = sent.service === 'client' && !/[?&]_rsc=/.test(sent.path);
  return isChecksum && isNew ? { ...sent, path: location } : undefined;
}

function learn(known: Known, { method, path }: FuzzRequest, { status, type, body }: Answer): void {
  const [, kind] = /^\/api\/(ticket|order)s/.exec(path) ?? [];
  if (status !== 201 || method !== 'POST' || type === 'raw' || kind === undefined) return;
  const { id } = JSON.parse(body) as { id?: string };
  const ids = known[kind as keyof Known];
  if (id !== undefined && ids.push(id) > mostIds) ids.shift();
}

const show = ({ what, raw, method, path, headers, body }: FuzzRequest): string =>
  raw === undefined
    ? `${what}: ${method} ${path.slice(0, 200)}\n  ${JSON.stringify(headers).slice(0, 300)}\n  ${String(body).slice(0, 300)}`
    : `${what}: ${JSON.stringify(raw.slice(0, 400))}`;

class Counts<K> extends Map<K, number> {
  add(key: K): void {
    this.set(key, (this.get(key) ?? 0) + 1);
  }
  override toString(): string {
    return [...this].map(([key, count]) => `${String(key)} × ${count}`).join(', ');
  }
}

interface Wanted {
  readonly count: number;
  readonly seed: number;
}

async function fuzz(target: Target, { count, seed }: Wanted, answers: Answers): Promise<boolean> {
  const { jwtKey, absence } = target;
  const random = createRandom(seed);
  const known: Known = { ticket: [], order: [] };
  const generated = requests(seed, jwtKey, absence === undefined);
  const [statuses, kinds] = [new Counts<number>(), new Counts<string>()];
  const findings = new Set<string>();
  const restartsBefore = target.restarts();
  const health = new Health(target.processes, count);
  let started = 0;

  const find = (fault: string | undefined, request: FuzzRequest, { status, body }: Answer) => {
    const { what, method, path } = request;
    const key = `${String(fault)} ${what} ${method} ${path.split('?')[0]?.slice(0, 30)}`;
    if (fault === undefined || findings.has(key) || findings.size >= mostFindings) return;
    findings.add(key);
    console.log(`\n${fault} for ${show(request)}\n  answer: ${status} ${body.slice(0, 400)}`);
  };
  const sendOne = async (request: FuzzRequest): Promise<Answer> => {
    const answer = await send(target.addressOf(request), request);
    answers.count(answer.status);
    statuses.add(answer.status);
    kinds.add(request.what);
    learn(known, request, answer);
    if (!isAbsence(absence, request, answer)) find(faultOf(request, answer), request, answer);
    const next = redirected(request, answer);
    return next ? sendOne(next) : answer;
  };
  const worker = async (): Promise<void> => {
    while (started < count) {
      const together = generated.next().value.map((each) => withIds(each, known, random));
      if (started % printEvery > (started + together.length) % printEvery) {
        console.log(`  ${started + together.length} requests`);
      }
      started += together.length;
      await health.sample(started);
      const received = await Promise.all(together.map(sendOne));
      const [request, answer] = [together[0], received[0]];
      if (request && answer) find(faultTogether(request, received), request, answer);
    }
  };
  const since = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));

  const seconds = (performance.now() - since) / 1000;
  const restarts = target.restarts() - restartsBefore;
  console.log(`\n${started} requests from seed ${seed} in ${seconds.toFixed(0)} s`);
  console.log(`kinds: ${kinds.toString()}`);
  const sorted = new Counts([...statuses].sort(([a], [b]) => a - b));
  console.log(`answers (0: closed without one): ${sorted.toString()}`);
  for (const unhealthy of await health.findings()) findings.add(unhealthy);
  console.log(`${findings.size} findings, ${restarts} crashes`);
  return findings.size === 0 && restarts === 0;
}

function anAddress(given: string): string {
  if (URL.canParse(given)) return given;
  throw new InvalidArgumentError('It takes an address.');
}

const program = command(
  'fuzz',
  `Sends wrong requests of every kind to every route and page. No answer may be a 5xx or contain a stack trace or a card
number, every well-formed request must be answered, and nothing may crash. Without --url it starts its own platform. In
runs of 50,000 requests or more, its services' memory may grow by at most 20 %, and their event loops must stay below
100 ms (p99).`,
)
  .option('--requests <count>', 'how many', wholeNumber(), 200_000)
  .addOption(databaseOption())
  .addOption(limitsOption())
  .addOption(
    new Option(
      '--url <address>',
      'tests a running platform, under its own limits; if it has no client, no pages are requested',
    )
      .argParser(anAddress)
      .conflicts(['database', 'limits']),
  )
  .option('--jwt-key <key>', 'with --url: to send requests of signed-in users');

runCommand(program, async ({ url, jwtKey, requests: count, seed, limits, database }) => {
  if ((url === undefined) !== (jwtKey === undefined)) {
    throw new InvalidArgumentError('--url and --jwt-key need each other');
  }
  if (url !== undefined && jwtKey !== undefined) {
    const target = await runningTarget(url, jwtKey);
    return under('defaults', (answers) => fuzz(target, { count, seed }, answers));
  }
  const env = { ...limitsEnv(limits), LOG_LEVEL: 'error' };
  const stack = await anOwnStack({ database, env });
  try {
    return await under(limits, (answers) => fuzz(ownTarget(stack), { count, seed }, answers));
  } finally {
    await stack.end();
  }
});
