import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import type { Platform } from './platform';
import type { TcpState } from './tcp-proxy';

const instance = /^(tickets|orders|payments|expiration|auth)-\d$/;
const servers: readonly string[] = ['nats', 'redis'];
const cuts = ['away', 'hangs', 'resets', 'slow'] as const satisfies readonly TcpState[];

interface Fault {
  readonly kind: string;
  readonly target: string;
  readonly forMs: number;
  readonly begin: () => void | Promise<void>;
  /** Absent if the fault ends by itself. */
  readonly end?: () => void | Promise<void>;
}

export interface ScheduleOptions {
  readonly random: () => number;
  readonly everyMs: number;
  readonly say: (line: string) => void;
}

/** Causes one fault after the other in a seeded order: first each of them once, then at random. */
export function startFaults(platform: Platform, { random, everyMs, say }: ScheduleOptions) {
  const { stack, proxies } = platform;
  const { durable } = stack;
  const below = (most: number): number => Math.floor(random() * most);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  const counts: Record<string, number> = {};
  const failures: string[] = [];
  const busy = new Set<string>();
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  /** Until the time is over, or the run. */
  const wait = (ms: number): Promise<void> =>
    delay(ms, undefined, { signal: over.signal }).catch(() => undefined);

  const namesOf = (owner: typeof stack | NonNullable<typeof durable>): string[] =>
    owner.processes().map(({ name }) => name);
  const instances = namesOf(stack).filter((name) => instance.test(name));
  const databases = namesOf(durable ?? stack).filter((name) => /-(mongo|postgres)$/.test(name));
  const ownerOf = (target: string) => (databases.includes(target) ? (durable ?? stack) : stack);

  const kindOf = (target: string): string => target.replace(/-\d$/, '');
  const pauseMs = (): number => 2_000 + below(8_000);
  const kill = (target: string): Fault => ({
    kind: `kill -9 ${kindOf(target)}`,
    target,
    forMs: 1_500,
    begin: () => ownerOf(target).kill(target, 'SIGKILL'),
  });
  const pause = (target: string): Fault => ({
    kind: `pause ${kindOf(target)}`,
    target,
    forMs: pauseMs(),
    begin: () => ownerOf(target).kill(target, 'SIGSTOP'),
    end: () => ownerOf(target).kill(target, 'SIGCONT'),
  });
  const stop = (target: string): Fault => ({
    kind: `stop ${kindOf(target)}`,
    target,
    forMs: pauseMs(),
    begin: () => ownerOf(target).stop(target),
    end: () => ownerOf(target).start(target),
  });
  const cut = (name: string, state: TcpState): Fault => ({
    kind: `${servers.includes(name) ? name : 'database'} ${state}`,
    target: `the connections to ${name}`,
    forMs: pauseMs(),
    begin: () => proxies.get(name)?.set(state),
    end: () => proxies.get(name)?.set('passes'),
  });
  const wipe: Fault = {
    kind: 'wipe redis',
    target: 'redis',
    forMs: 100,
    begin: () => platform.wipeRedis(),
  };

  // The stand-in loses acknowledged writes when it is killed.
  const mayDie = [...instances, ...servers, ...(durable ? databases : [])];
  const mayEnd = [...instances, ...servers, ...databases];
  const planned = [
    ...mayDie.map(kill),
    ...mayEnd.flatMap((target) => [pause(target), stop(target)]),
    ...[...proxies.keys()].flatMap((name) => cuts.map((state) => cut(name, state))),
    wipe,
  ]
    .map((fault) => ({ fault, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ fault }) => fault);

  const atRandom = (): Fault => {
    const dice = below(100);
    if (dice < 38) return kill(pick(instances));
    if (dice < 50) return kill(pick(servers));
    if (dice < 58) return durable ? kill(pick(databases)) : pause(pick(mayEnd));
    if (dice < 76) return pause(pick(mayEnd));
    if (dice < 84) return stop(pick(mayEnd));
    if (dice < 97) return cut(pick([...proxies.keys()]), pick(cuts));
    return wipe;
  };

  const cause = async ({ kind, target, forMs, begin, end }: Fault): Promise<void> => {
    busy.add(target);
    say(`${kind}: ${target}`);
    try {
      await begin();
      counts[kind] = (counts[kind] ?? 0) + 1;
      await wait(forMs);
      await end?.();
    } catch (error) {
      failures.push(`${kind}: ${target}: ${String(error)}`);
    }
    busy.delete(target);
  };

  const caused: Promise<void>[] = [];
  const schedule = (async () => {
    while (!over.signal.aborted) {
      const next = planned.findIndex(({ target }) => !busy.has(target));
      const fault = planned.splice(next, next < 0 ? 0 : 1)[0] ?? atRandom();
      if (!busy.has(fault.target)) caused.push(cause(fault));
      await wait(everyMs / 2 + below(everyMs));
    }
  })();

  return {
    counts,
    /** Ends every fault and resolves when every process answers. Throws if a fault did not happen or did not end. */
    async stop(): Promise<void> {
      over.abort();
      await schedule;
      await Promise.all(caused);
      await Promise.all(namesOf(stack).map((name) => stack.start(name)));
      if (durable) await Promise.all(databases.map((name) => durable.start(name)));
      if (failures.length > 0) throw new Error(`faults failed: ${failures.join('; ')}`);
    },
  };
}
