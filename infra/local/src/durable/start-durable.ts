import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

import { databases } from '../stack/services';
import { reportLate } from '../supervisor/late';
import { endOrphans } from '../supervisor/orphans';
import { isRunning, readState, removeState, type RecordedProcess } from '../supervisor/state-file';
import { Supervisor } from '../supervisor/supervisor';
import { installDurable } from './install';
import { durableDatabase } from './specs';

export interface DurableOptions {
  /** The folder for its state, logs and data. Only one durable database may run in it. */
  readonly dir: string;
  /** The services that get a database. Default: all services that need one. */
  readonly services?: readonly string[];
  readonly say?: (line: string) => void;
}

/** A running durable database. Each service has `<service>-postgres`, and `<service>-mongo` for clients. */
export interface Durable {
  readonly dir: string;
  /** A URI for each service. */
  readonly uris: Readonly<Record<string, string>>;
  /** The settings that make a stack use it. */
  readonly env: Readonly<Record<string, string>>;
  processes(): RecordedProcess[];
  /** Sends a signal (default: SIGKILL). A process that ends is started again at the same address with its data. */
  kill(name: string, signal?: NodeJS.Signals): void;
  /** Stops one of its processes gracefully. It stays stopped until `start`. */
  stop(name: string): Promise<void>;
  start(name: string): Promise<void>;
  /** Stops all of its processes. The data stays. */
  close(): Promise<void>;
}

/**
 * Installs what is missing and starts a database that loses no acknowledged write: see docs/databases.md.
 *
 * @throws Error if one is already running in `dir`, or if it does not start
 */
export async function startDurable(options: DurableOptions): Promise<Durable> {
  const { services = databases, say = () => undefined } = options;
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const dir = realpathSync(options.dir);
  const before = readState(dir);
  if (isRunning(before)) throw new Error(`The durable database of ${dir} is running already`);
  await endOrphans(dir);

  const installation = await installDurable(say);
  const data = path.join(dir, 'data');
  mkdirSync(data, { recursive: true });
  const made = await Promise.all(
    services.map((service) => durableDatabase(installation, service, data)),
  );
  const tiers = [made.map(({ postgres }) => postgres), made.map(({ ferretdb }) => ferretdb)];
  const supervisor = new Supervisor(tiers, {
    dir,
    url: made.map(({ uri }) => uri).join(' '),
    onExit: (name, reason, pauseMs) => say(`${name} ended (${reason}); restart in ${pauseMs} ms`),
    onNote: say,
  });
  const close = async (): Promise<void> => {
    await supervisor.close();
    await endOrphans(dir);
    removeState(dir);
  };
  try {
    const startEverything = async (): Promise<void> => {
      for (const tier of tiers) await Promise.all(tier.map(({ name }) => supervisor.start(name)));
    };
    await reportLate(startEverything(), () => supervisor.awaited(), say);
  } catch (error) {
    await close();
    throw error;
  }
  const uris = Object.fromEntries(services.map((service, i) => [service, made[i]?.uri ?? '']));
  return {
    dir,
    uris,
    env: Object.fromEntries(
      Object.entries(uris).map(([service, uri]) => [`${service.toUpperCase()}_MONGO_URI`, uri]),
    ),
    processes: () => supervisor.processes(),
    kill: (name, signal = 'SIGKILL') => supervisor.kill(name, signal),
    stop: (name) => supervisor.stop(name),
    start: (name) => supervisor.start(name),
    close,
  };
}
