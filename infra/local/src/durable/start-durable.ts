import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

import { databases } from '../stack/services';
import { sayingWhoIsLate } from '../supervisor/late';
import { endOrphans } from '../supervisor/orphans';
import { isRunning, readState, removeState, type RecordedProcess } from '../supervisor/state-file';
import { Supervisor } from '../supervisor/supervisor';
import { installDurable } from './install';
import { durableDatabase } from './specs';

export interface DurableOptions {
  /** Where its state, logs and data are kept. One at a time for each. */
  readonly dir: string;
  /** A database for each; for the services that have one, unless said otherwise. */
  readonly services?: readonly string[];
  readonly say?: (line: string) => void;
}

/** A running durable database: for each service `<service>-postgres`, and `<service>-mongo` that clients connect to. */
export interface Durable {
  readonly dir: string;
  /** A URI for each service. */
  readonly uris: Readonly<Record<string, string>>;
  /** The settings that make a stack use it. */
  readonly env: Readonly<Record<string, string>>;
  processes(): RecordedProcess[];
  /** Sends a signal, SIGKILL unless said otherwise; what ends by it is started again, as it was, at the same address. */
  kill(name: string, signal?: NodeJS.Signals): void;
  /** Ends one of its processes in good order and leaves it ended. */
  stop(name: string): Promise<void>;
  start(name: string): Promise<void>;
  /** Ends all of it; the data stays. */
  close(): Promise<void>;
}

/** Makes what is missing, and starts a database that loses nothing that it has answered: see docs/databases.md. */
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
    onExit: (name, reason, pauseMs) => say(`${name} ended (${reason}); again in ${pauseMs} ms`),
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
    await sayingWhoIsLate(startEverything(), () => supervisor.awaited(), say);
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
