import { setMaxListeners } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import type { Stage } from './stage';

const services = ['tickets', 'orders', 'payments', 'expiration', 'auth'];
const databases = ['tickets', 'orders', 'payments', 'auth'];

type End = () => void | Promise<void>;

interface Fault {
  readonly kind: string;
  readonly target: string;
  /** How it begins; what it gives back ends it. */
  begin(): End | undefined | Promise<undefined>;
  readonly forMs: number;
}

/** Breaks one thing after the other, by a seed. */
export interface Nemesis {
  readonly counts: Readonly<Record<string, number>>;
  /** Ends every fault; resolves when everything answers. */
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
  const healed = new AbortController();
  setMaxListeners(0, healed.signal);
  const names = stack.processes().map(({ name }) => name);
  const instances = names.filter((name) =>
    services.some((each) => name.startsWith(`${each}-`) && /-\d$/.test(name)),
  );
  const servers = names.filter((name) => name === 'nats' || name === 'redis');
  const owner = durable ?? stack;
  const databaseProcesses = owner
    .processes()
    .map(({ name }) => name)
    .filter((name) => /-(mongo|postgres)$/.test(name));
  const pauseMs = (): number => 2_000 + below(8_000);

  const kill = (target: string): Fault => ({
    kind: `kill -9 ${kindOf(target)}`,
    target,
    begin: () => {
      (databaseProcesses.includes(target) ? owner : stack).kill(target, 'SIGKILL');
      return undefined;
    },
    forMs: 1_500,
  });
  const pause = (target: string): Fault => ({
    kind: `pause ${kindOf(target)}`,
    target,
    begin: () => {
      const at = databaseProcesses.includes(target) ? owner : stack;
      at.kill(target, 'SIGSTOP');
      return () => at.kill(target, 'SIGCONT');
    },
    forMs: pauseMs(),
  });
  const stop = (target: string): Fault => ({
    kind: `stop ${kindOf(target)}`,
    target,
    begin: () => {
      const at = databaseProcesses.includes(target) ? owner : stack;
      const stopped = at.stop(target);
      return async () => {
        await stopped;
        await at.start(target);
      };
    },
    forMs: pauseMs(),
  });
  const cut = (service: string, state: 'away' | 'hangs'): Fault => ({
    kind: `database ${state}`,
    target: `${service} database`,
    begin: () => {
      proxies.get(service)?.set(state);
      return () => proxies.get(service)?.set('passes');
    },
    forMs: pauseMs(),
  });
  const wipe: Fault = {
    kind: 'wipe redis',
    target: 'redis',
    begin: async () => {
      await flushRedis(stack.addresses.redis);
      return undefined;
    },
    forMs: 100,
  };

  const choose = (): Fault => {
    const dice = below(100);
    if (dice < 34) return kill(pick(instances));
    if (dice < 42) return kill(pick(servers));
    if (dice < 56) return pause(pick(instances));
    if (dice < 64) return pause(pick(servers));
    if (dice < 72) return stop(pick([...instances, ...servers]));
    if (dice < 80) return cut(pick(databases), 'away');
    if (dice < 86) return cut(pick(databases), 'hangs');
    if (dice < 90) return wipe;
    const target = pick(databaseProcesses.length > 0 ? databaseProcesses : instances);
    // The stand-in's answered writes are only safe from an end in good order.
    return dice < 94 ? pause(target) : durable && dice < 98 ? kill(target) : stop(target);
  };

  const strike = async (): Promise<void> => {
    const fault = choose();
    if (faulty.has(fault.target)) return;
    faulty.add(fault.target);
    counts[fault.kind] = (counts[fault.kind] ?? 0) + 1;
    say(`${fault.kind}: ${fault.target}`);
    const end = await fault.begin();
    const ending = wait(fault.forMs, healed.signal)
      .then(() => end?.())
      .finally(() => {
        faulty.delete(fault.target);
        ends.delete(ending);
      });
    ends.add(ending);
  };

  const loop = (async () => {
    while (!healed.signal.aborted) {
      await strike().catch((error: unknown) => say(`the nemesis failed: ${String(error)}`));
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
    },
  };
}

/** Of all instances of a service the same. */
const kindOf = (target: string): string => target.replace(/-\d$/, '');

export function flushRedis({ host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port }, () => socket.write('FLUSHALL\r\n'));
    socket.setTimeout(2_000, () => socket.destroy());
    socket.once('data', () => socket.destroy());
    socket.once('error', () => undefined);
    socket.once('close', () => resolve());
  });
}
