import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { GivenServer } from '../servers/given';
import { waitFor } from '../wait-for';
import { startChild, type Child } from './child';
import { markOf, startOf } from './identity';
import { type Awaited, late } from './late';
import type { ProcessSpec } from './process-spec';
import { recordRun, type RecordedProcess } from './state-file';

const defaultFirstPauseMs = 300;
const defaultLongestPauseMs = 10_000;
/** A process that lived this long had started well: the pause before its restart is the first again. */
const healthyMs = 10_000;
/** A service drains for at most 20 s. */
const graceMs = 25_000;
const readyTimeoutMs = 180_000;
/** After this many exits before it is ready, a process counts as unable to start. */
const maxFailedStarts = 6;

export interface SupervisorOptions {
  /** The folder for the state, the logs and the data. */
  readonly dir: string;
  readonly url: string;
  /** Servers that the processes use but that were started elsewhere. */
  readonly given?: readonly GivenServer[];
  readonly onExit?: (name: string, reason: string, pauseMs: number) => void;
  /** Called with other lines for the user. */
  readonly onNote?: (line: string) => void;
  /** The pause before the first restart. It doubles with each further restart. */
  readonly firstPauseMs?: number;
  /** The longest pause before a restart. */
  readonly longestPauseMs?: number;
}

interface Entry {
  spec: ProcessSpec;
  wanted: boolean;
  child: Child | undefined;
  startedAs: string | null;
  restarts: number;
  wasReady: boolean;
  /** Its exit was final (`isExitFinal`), so it is not started again. */
  hasRefused: boolean;
  /** The number of launches. A later launch replaces one that is still in `clear`. */
  launches: number;
  pauseMs: number;
  timer: NodeJS.Timeout | undefined;
}

/** The last lines after `start`, because lines of earlier runs would be misleading. */
function lastLines(file: string, start: number): string {
  if (!existsSync(file)) return '';
  const text = readFileSync(file).subarray(start).toString();
  return text.trimEnd().split('\n').slice(-15).join('\n');
}

/** Starts processes and restarts those that end. `close` stops the tiers in reverse order. */
export class Supervisor {
  readonly #tiers: readonly (readonly ProcessSpec[])[];
  readonly #options: SupervisorOptions;
  readonly #entries: readonly Entry[];
  readonly #firstPauseMs: number;
  readonly #longestPauseMs: number;
  #closing: Promise<void> | undefined;

  constructor(tiers: readonly (readonly ProcessSpec[])[], options: SupervisorOptions) {
    this.#tiers = tiers;
    this.#options = options;
    this.#firstPauseMs = options.firstPauseMs ?? defaultFirstPauseMs;
    this.#longestPauseMs = options.longestPauseMs ?? defaultLongestPauseMs;
    this.#entries = tiers.flat().map((spec) => ({
      spec,
      wanted: false,
      child: undefined,
      startedAs: null,
      restarts: 0,
      wasReady: false,
      hasRefused: false,
      launches: 0,
      pauseMs: this.#firstPauseMs,
      timer: undefined,
    }));
  }

  processes(): RecordedProcess[] {
    return this.#entries.map(({ spec, child, startedAs, restarts }) => ({
      name: spec.name,
      pid: child?.isAlive() ? (child.pid ?? null) : null,
      url: spec.url,
      ...(spec.operatorUrl !== undefined && { operatorUrl: spec.operatorUrl }),
      ...(spec.inspector !== undefined && { inspector: spec.inspector }),
      restarts,
      startedAs: child?.isAlive() ? startedAs : null,
    }));
  }

  /** The processes that should run. */
  awaited(): Awaited[] {
    return this.#entries
      .filter(({ wanted }) => wanted)
      .map(({ spec, child, wasReady }) => ({
        name: spec.name,
        pid: child?.isAlive() ? child.pid : undefined,
        log: this.logFile(spec.name),
        isReady: spec.isReady,
        wasReady,
      }));
  }

  /**
   * Starts a process, unless it runs, and resolves when it answers.
   *
   * @param env additional settings from this start on
   * @throws Error if it is stopped or does not start
   */
  async start(name: string, env: ProcessSpec['env'] = {}): Promise<void> {
    const entry = this.#find(name);
    entry.spec = { ...entry.spec, env: { ...entry.spec.env, ...env } };
    if (this.#closing) throw new Error('The stack is being stopped');
    if (!entry.wanted || entry.hasRefused) {
      entry.wanted = true;
      entry.hasRefused = false;
      entry.pauseMs = this.#firstPauseMs;
      await this.#launch(entry);
    }
    await this.#untilReady(entry);
  }

  /** Stops a process gracefully. It stays stopped until `start`. */
  async stop(name: string): Promise<void> {
    await this.#end(this.#find(name));
  }

  /** Sends a signal, as a fault. If it ends the process, the process is started again. */
  kill(name: string, signal: NodeJS.Signals): void {
    this.#signal(this.#find(name), signal);
  }

  logFile(name: string): string {
    return path.join(this.#options.dir, 'logs', `${name}.log`);
  }

  close(): Promise<void> {
    this.#closing ??= this.#endAll();
    return this.#closing;
  }

  async #endAll(): Promise<void> {
    for (const tier of this.#tiers.toReversed()) {
      await Promise.all(tier.map(({ name }) => this.stop(name)));
    }
  }

  #find(name: string): Entry {
    const entry = this.#entries.find(({ spec }) => spec.name === name);
    if (!entry) throw new Error(`No process is named ${name}`);
    return entry;
  }

  #signal({ spec, child }: Entry, signal: NodeJS.Signals): void {
    if (spec.signal) spec.signal(signal);
    else child?.signal(signal);
  }

  /** Cleans up and repairs before every start, because any end may have left something behind. */
  async #launch(entry: Entry): Promise<void> {
    entry.launches += 1;
    const launch = entry.launches;
    await entry.spec.clear?.();
    if (!entry.wanted || entry.launches !== launch) return;
    for (const line of entry.spec.repair?.() ?? [])
      this.#options.onNote?.(`${entry.spec.name}: ${line}`);
    this.#spawn(entry);
  }

  #spawn(entry: Entry): void {
    const { spec } = entry;
    const child = startChild(spec, this.logFile(spec.name), markOf(this.#options.dir));
    const since = Date.now();
    entry.child = child;
    entry.startedAs = (child.pid !== undefined && startOf(child.pid)) || null;
    this.#record();
    void child.exited.then((reason) => this.#afterExit(entry, reason, Date.now() - since));
  }

  #afterExit(entry: Entry, reason: string, livedMs: number): void {
    entry.hasRefused =
      entry.spec.isExitFinal === true && !entry.wasReady && reason.startsWith('exit code');
    if (!entry.wanted || entry.hasRefused) {
      this.#record();
      return;
    }
    if (livedMs > healthyMs) entry.pauseMs = this.#firstPauseMs;
    const pauseMs = entry.pauseMs;
    entry.pauseMs = Math.min(pauseMs * 2, this.#longestPauseMs);
    entry.restarts += 1;
    this.#record();
    this.#options.onExit?.(entry.spec.name, reason, pauseMs);
    entry.timer = setTimeout(() => void this.#launch(entry), pauseMs);
  }

  async #end(entry: Entry): Promise<void> {
    entry.wanted = false;
    clearTimeout(entry.timer);
    // A stopped process would not handle SIGTERM.
    if (entry.child?.isAlive()) this.#signal(entry, 'SIGCONT');
    await entry.child?.stop(graceMs);
    await entry.spec.clear?.();
    this.#record();
  }

  async #untilReady(entry: Entry): Promise<void> {
    const { spec, restarts } = entry;
    const cannotStart = (): boolean =>
      entry.hasRefused || entry.restarts - restarts >= maxFailedStarts;
    const settled = await waitFor(
      async () =>
        !entry.wanted ||
        cannotStart() ||
        (entry.child?.isAlive() === true && (await spec.isReady())),
      { timeoutMs: readyTimeoutMs },
    );
    if (!entry.wanted) throw new Error(`${spec.name} was stopped before it was ready`);
    if (!settled || cannotStart()) {
      const log = this.logFile(spec.name);
      const others = (await late(this.awaited())).filter((line) => !line.includes(log));
      throw new Error(
        [
          `${spec.name} does not start (${log}):`,
          lastLines(log, entry.child?.logStart ?? 0),
          ...others,
        ].join('\n'),
      );
    }
    entry.wasReady = true;
  }

  #record(): void {
    try {
      const { dir, url, given } = this.#options;
      recordRun(dir, url, this.processes(), given);
    } catch (error) {
      // On a full disk the platform continues, and other commands read the last state that was written.
      this.#options.onNote?.(`state.json could not be written: ${String(error)}`);
    }
  }
}
