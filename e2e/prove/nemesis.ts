import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { Redis } from 'ioredis';

import type { Stage } from './stage';
import type { TcpState } from './tcp-proxy';

const services = ['tickets', 'orders', 'payments', 'expiration', 'auth'];
const cuts = ['away', 'hangs', 'resets', 'slow'] as const satisfies readonly TcpState[];

type End = () => void | Promise<void>;

interface Fault {
  readonly kind: string;
  readonly target: string;
  /** How it begins; what it gives back ends it. */
  begin(): End | undefined | Promise<undefined>;
  readonly forMs: number;
}

/** Breaks one thing after the other, by a seed: first everything in every way, then at random. */
export interface Nemesis {
  readonly counts: Readonly<Record<string, number>>;
  /** Ends every fault; resolves when everything answers. Fails where a fault did not happen, or did not end. */
  stop(): Promise<void>;
}

/** Until the time is over, or the faults are. */
const wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);

export interface NemesisOptions {
  readonly random: () => number;
  readonly everyMs: number;
  readonly say: (line: string) => void;
}

export function startNemesis(stage: Stage, { random, everyMs, say }: NemesisOptions): Nemesis {
  const { stack, durable, proxies } = stage;
  const below = (most: number): number => Math.floor(random() * most);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  const counts: Record<string, number> = {};
  const faulty = new Set<string>();
  const ends = new Set<Promise<void>>();
  const failures: string[] = [];
  const healed = new AbortController();
  setMaxListeners(0, healed.signal);
  const names = stack.processes().map(({ name }) => name);
  const instances = names.filter((name) =>
    services.some((each) => name.startsWith(`${each}-`) && /-\d$/.test(name)),
  );
  const servers: string[] = ['nats', 'redis'];
  const owner = durable ?? stack;
  const databaseProcesses = owner
    .processes()
    .map(({ name }) => name)
    .filter((name) => /-(mongo|postgres)$/.test(name));
  const pauseMs = (): number => 2_000 + below(8_000);

  const ownerOf = (target: string): Pick<typeof owner, 'kill' | 'stop' | 'start'> =>
    databaseProcesses.includes(target) ? owner : stack;

  const kill = (target: string): Fault => ({
    kind: `kill -9 ${kindOf(target)}`,
    target,
    begin: () => {
      ownerOf(target).kill(target, 'SIGKILL');
      return undefined;
    },
    forMs: 1_500,
  });
  const pause = (target: string): Fault => ({
    kind: `pause ${kindOf(target)}`,
    target,
    begin: () => {
      ownerOf(target).kill(target, 'SIGSTOP');
      return () => ownerOf(target).kill(target, 'SIGCONT');
    },
    forMs: pauseMs(),
  });
  const stop = (target: string): Fault => ({
    kind: `stop ${kindOf(target)}`,
    target,
    begin: () => {
      const stopped = ownerOf(target).stop(target);
      return async () => {
        await stopped;
        await ownerOf(target).start(target);
      };
    },
    forMs: pauseMs(),
  });
  const cut = (name: string, state: (typeof cuts)[number]): Fault => ({
    kind: `${servers.includes(name) ? name : 'database'} ${state}`,
    target: `the way to ${name}`,
    begin: () => {
      proxies.get(name)?.set(state);
      return () => proxies.get(name)?.set('passes');
    },
    forMs: pauseMs(),
  });
  const wipe: Fault = {
    kind: 'wipe redis',
    target: 'redis',
    begin: async () => {
      await flushRedis(stage.addresses.redis);
      return undefined;
    },
    forMs: 100,
  };

  // The stand-in's answered writes are only safe from an end in good order.
  const mayDie = [...instances, ...servers, ...(durable ? databaseProcesses : [])];
  const mayEnd = [...instances, ...servers, ...databaseProcesses];
  const planned = shuffled(
    [
      ...mayDie.map(kill),
      ...mayEnd.flatMap((target) => [pause(target), stop(target)]),
      ...[...proxies.keys()].flatMap((name) => cuts.map((state) => cut(name, state))),
      wipe,
    ],
    random,
  );

  const atRandom = (): Fault => {
    const dice = below(100);
    if (dice < 38) return kill(pick(instances));
    if (dice < 50) return kill(pick(servers));
    if (dice < 58) return durable ? kill(pick(databaseProcesses)) : pause(pick(mayEnd));
    if (dice < 76) return pause(pick(mayEnd));
    if (dice < 84) return stop(pick(mayEnd));
    if (dice < 97) return cut(pick([...proxies.keys()]), pick(cuts));
    return wipe;
  };

  const choose = (): Fault | undefined => {
    const next = planned.findIndex(({ target }) => !faulty.has(target));
    if (next >= 0) return planned.splice(next, 1)[0];
    const fault = atRandom();
    return faulty.has(fault.target) ? undefined : fault;
  };

  const failed = (fault: Fault, error: unknown): void => {
    failures.push(`${fault.kind}: ${fault.target}: ${String(error)}`);
  };

  const strike = async (): Promise<void> => {
    const fault = choose();
    if (!fault) return;
    faulty.add(fault.target);
    say(`${fault.kind}: ${fault.target}`);
    let end: End | undefined;
    try {
      end = await fault.begin();
      counts[fault.kind] = (counts[fault.kind] ?? 0) + 1;
    } catch (error) {
      failed(fault, error);
    }
    const ending = wait(fault.forMs, healed.signal)
      .then(() => end?.())
      .catch((error: unknown) => failed(fault, error))
      .finally(() => {
        faulty.delete(fault.target);
        ends.delete(ending);
      });
    ends.add(ending);
  };

  const loop = (async () => {
    while (!healed.signal.aborted) {
      await strike();
      await wait(everyMs / 2 + below(everyMs), healed.signal);
    }
  })();

  return {
    counts,
    async stop() {
      healed.abort();
      await loop;
      await Promise.all(ends);
      await Promise.all(names.map((name) => stack.start(name)));
      if (durable) await Promise.all(databaseProcesses.map((name) => durable.start(name)));
      if (failures.length > 0) throw new Error(`the nemesis failed: ${failures.join('; ')}`);
    },
  };
}

/** Of all instances of a service the same. */
const kindOf = (target: string): string => target.replace(/-\d$/, '');

const shuffled = <T>(values: readonly T[], random: () => number): T[] =>
  values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);

const redisMs = 10_000;

/** Fails where Redis did not say that it is empty; asks again while it is away. */
export async function flushRedis(at: {
  readonly host: string;
  readonly port: number;
}): Promise<void> {
  const redis = new Redis({ ...at, maxRetriesPerRequest: null, commandTimeout: redisMs });
  // What is not answered in time fails the command.
  redis.on('error', () => undefined);
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}
