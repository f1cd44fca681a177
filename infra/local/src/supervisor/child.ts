import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

import { send } from './identity';
import type { ProcessSpec } from './process-spec';
import { resume, type Stopped, stopTree } from './process-tree';

const logLimitBytes = 20 * 1024 * 1024;

/** The variables that every process inherits: enough to run programs, but no settings of ours. */
const inheritedSettings = [
  ...['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'JAVA_HOME', 'DOCKER_HOST'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'],
  ...['NODE_EXTRA_CA_CERTS', 'XDG_RUNTIME_DIR', 'SystemRoot'],
];

function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(inheritedSettings.map((name) => [name, process.env[name]]));
}

/** Opens a log that only the user can read, because it may contain e-mail addresses and tokens. */
function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimitBytes) renameSync(file, `${file}.1`);
  const log = openSync(file, 'a', 0o600);
  // Earlier versions created logs that all users could read.
  chmodSync(file, 0o600);
  return log;
}

export interface Child {
  readonly pid: number | undefined;
  readonly exited: Promise<string>;
  /** The offset in the log at which this process's lines begin, in bytes. */
  readonly logStart: number;
  /** False once it has exited. */
  readonly isAlive: () => boolean;
  /** SIGSTOP and SIGCONT reach all of its descendants. Other signals reach its process group. */
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly stop: (graceMs: number) => Promise<void>;
}

/** Signals a process and its children: it leads its own process group. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid !== undefined) send(-pid, signal);
}

function whenExited(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      signalGroup(child.pid, 'SIGKILL');
      resolve(signal ?? `exit code ${code}`);
    });
  });
}

/**
 * Starts a process in its own process group. Ctrl-C in the terminal then reaches only the runner, which stops
 * everything in order. The process writes directly to its log, so a killed runner does not break its output.
 */
export function startChild(
  spec: ProcessSpec,
  logFile: string,
  mark: Readonly<Record<string, string>> = {},
): Child {
  const log = openLog(logFile);
  const logStart = fstatSync(log).size;
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: { ...inherited(), ...spec.env, ...mark },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);

  let alive = child.pid !== undefined;
  let stopped: Stopped = new Map();
  const resumeStopped = (): void => {
    resume(stopped);
    stopped = new Map();
  };
  const exited = whenExited(child).then((reason) => {
    alive = false;
    // Descendants in other process groups are still alive, and can end only if they are not stopped.
    resumeStopped();
    return reason;
  });
  const signal = (name: NodeJS.Signals): void => {
    if (!alive) return;
    signalGroup(child.pid, name);
    if (name === 'SIGSTOP' && child.pid !== undefined) stopped = stopTree(child.pid);
    if (name === 'SIGCONT') resumeStopped();
  };
  return {
    pid: child.pid,
    exited,
    logStart,
    isAlive: () => alive,
    signal,
    stop: async (graceMs) => {
      signal('SIGTERM');
      const timer = setTimeout(() => signal('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
}
