import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

import { findPrometheus } from '../observe/find-prometheus';
import { prometheusServer } from '../observe/spec';
import { assertFree, freePort } from '../ports';
import { reportLate } from '../supervisor/late';
import { answers, givenServers, nameOf } from '../servers/given';
import { endOrphans } from '../supervisor/orphans';
import {
  isRunning,
  readState,
  recordRun,
  removeState,
  type RecordedProcess,
} from '../supervisor/state-file';
import { Supervisor } from '../supervisor/supervisor';
import { writeAddresses } from './addresses-file';
import { buildClient } from './client-build';
import { planPlatform } from './plan';
import { findServers, planServers } from './servers';
import type { Scale, ServiceName } from './services';
import { keptKey, trimmed, type Addresses, type Settings } from './settings';

export interface StackOptions {
  /** The folder for its state, logs and data. Only one stack may run in it. */
  readonly dir: string;
  /** The gateway's port. Default: a free port. */
  readonly port?: number;
  readonly host?: string;
  /** Settings that override the stack's own. Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv;
  readonly scale?: Scale;
  /** False: without the client, the gateway serves only the API. */
  readonly client?: boolean;
  readonly dev?: boolean;
  /** With `dev`: opens a debugger's port for each service, from 9229 on. */
  readonly inspect?: boolean;
  /** A process for each database, also with the stand-in, so that one can fail alone. */
  readonly databasesApart?: boolean;
  /** A mailbox that receives all mail, with a page. Without it and without `SMTP_URL`, no mail is sent. */
  readonly mailbox?: boolean;
  /** Prometheus, which scrapes every process and evaluates the alerts. */
  readonly observe?: boolean;
  readonly say?: (line: string) => void;
  /** Returns the addresses for the services' settings, such as those of proxies in front of the servers. */
  readonly between?: (addresses: Addresses) => Promise<Addresses>;
  /** Scripts that run in place of the services' own entry points. */
  readonly entries?: Partial<Record<ServiceName, string>>;
  /** Additional settings for every service. */
  readonly serviceEnv?: Readonly<Record<string, string>>;
  /** The longest pause before a process that ended is started again. */
  readonly longestPauseMs?: number;
  /** Aborts the start. */
  readonly signal?: AbortSignal;
}

export interface Stack {
  readonly url: string;
  readonly dir: string;
  readonly addresses: Addresses;
  readonly jwtKey: string;
  /** Authorises an operator's change of something. */
  readonly opsToken: string;
  /** The address of Prometheus; undefined without `observe`. */
  readonly prometheusUrl: string | undefined;
  processes(): RecordedProcess[];
  /** Sends a signal, as a fault. If it ends the process, the process is started again. */
  kill(name: string, signal?: NodeJS.Signals): void;
  /** Stops a process. It stays stopped until `start`. */
  stop(name: string): Promise<void>;
  /** Resolves when the process answers. Settings apply from this start on. */
  start(name: string, settings?: Settings): Promise<void>;
  logFile(name: string): string;
  close(): Promise<void>;
}

const silent = (): void => undefined;

async function portFor(wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return freePort();
  await assertFree(wanted);
  return wanted;
}

/** Rejects as soon as the start is aborted. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error('The start was aborted'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject);
  });
}

/**
 * Starts the whole platform and resolves when it works. First it ends processes that a killed stack left behind.
 *
 * @throws Error if a stack is already running in `dir`, a port is in use, or a process does not start
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { say = silent } = options;
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const dir = realpathSync(options.dir);
  const before = readState(dir);
  if (isRunning(before)) throw new Error(`Already running at ${before.url} (npm stop ends it)`);
  const orphans = await endOrphans(dir);
  if (orphans > 0) say(`Ended ${orphans} processes of a killed runner`);

  const host = options.host ?? '127.0.0.1';
  const port = await portFor(options.port);
  const url = `http://localhost:${port}`;
  // The start may take minutes, and `npm stop` must find this process in the meantime.
  recordRun(dir, url, []);
  try {
    return await launch(options, { dir, host, port, url });
  } catch (error) {
    removeState(dir);
    throw error;
  }
}

interface Place {
  readonly dir: string;
  readonly host: string;
  readonly port: number;
  readonly url: string;
}

async function launch(options: StackOptions, { dir, host, port, url }: Place): Promise<Stack> {
  const { scale = {}, say = silent, dev = false, signal } = options;
  const env = trimmed(options.env ?? process.env);
  const withClient = options.client ?? true;
  // First, so that a malformed setting fails before the search for servers.
  const given = givenServers(env);
  const found = await unlessAborted(findServers(env, say), signal);
  for (const server of given) {
    if (!(await answers(server))) say(`No answer from ${nameOf(server)}`);
  }
  if (withClient && !dev) await unlessAborted(buildClient(say), signal);

  const stackId = createHash('sha256').update(dir).digest('hex').slice(0, 8);
  const databasesApart = options.databasesApart ?? false;
  const mailbox = options.mailbox ?? false;
  const servers = await planServers(found, { dir, stackId, env, databasesApart, mailbox });
  writeAddresses(dir, servers.addresses);
  const jwtKey = env['JWT_KEY'] || keptKey(dir, 'jwt-key');
  const opsToken = env['OPS_TOKEN'] || keptKey(dir, 'ops-token');
  const { between = (at) => Promise.resolve(at) } = options;
  const addresses = await between(servers.addresses);
  const plan = await planPlatform({
    addresses,
    jwtKey,
    opsToken,
    env,
    clientIdPrefix: found.nats.how === 'address' ? `${stackId}-` : '',
    scale,
    withClient,
    dev,
    inspect: options.inspect ?? false,
    entries: options.entries ?? {},
    serviceEnv: options.serviceEnv ?? {},
    gateway: { host, port, url },
  });

  const observers = options.observe
    ? [
        await prometheusServer(await findPrometheus(say), path.join(dir, 'data/prometheus'), [
          ...plan.services,
          ...plan.client,
        ]),
      ]
    : [];

  const tiers = [servers.specs, plan.services, plan.client, [plan.gateway], observers];
  const supervisor = new Supervisor(tiers, {
    dir,
    url,
    given,
    ...(options.longestPauseMs !== undefined && { longestPauseMs: options.longestPauseMs }),
    onExit: (name, reason, pauseMs) => say(`${name} ended (${reason}); restart in ${pauseMs} ms`),
    onNote: say,
  });
  const close = async (): Promise<void> => {
    await supervisor.close();
    await endOrphans(dir);
    removeState(dir);
  };
  const startAll = (specs: readonly { readonly name: string }[]): Promise<unknown> =>
    Promise.all(
      specs.map(async ({ name }) => {
        await supervisor.start(name);
        say(`${name} is ready`);
      }),
    );
  const givenAwaited = given.map((server) => ({
    name: `${server.title} at ${server.host}:${server.port}`,
    log: `given by ${server.setting}`,
    isReady: () => answers(server),
  }));
  const startEverything = async (): Promise<void> => {
    await startAll(servers.specs);
    await startAll([...plan.services, ...plan.client, plan.gateway, ...observers]);
  };
  try {
    const started = reportLate(
      startEverything(),
      () => [...supervisor.awaited(), ...givenAwaited],
      say,
    );
    await unlessAborted(started, signal);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    url,
    dir,
    addresses,
    jwtKey,
    opsToken,
    prometheusUrl: observers[0]?.url,
    processes: () => supervisor.processes(),
    kill: (name, signal = 'SIGKILL') => supervisor.kill(name, signal),
    stop: (name) => supervisor.stop(name),
    start: (name, settings) => supervisor.start(name, settings),
    logFile: (name) => supervisor.logFile(name),
    close,
  };
}
