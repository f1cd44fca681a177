import { appendFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import {
  type Bus,
  type Id,
  runService,
  type ServiceConfig,
  type ServiceDefinition,
  type toId,
} from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';

import { decorate } from '../../kit/decorate';
import { guards } from '../../simulate/traps/guards';
import type { Place, Trap } from '../../simulate/traps/trap';
import { files } from './control';

/** Reads change nothing: a crash there is a crash before the next write. */
const reads = /^(find|query|pending|count|nextId|on[A-Z]|all$)/;
/** The one place that makes ids, as the service's own code finds it. */
const load = createRequire(__filename);
const idsFile = path.join(path.dirname(load.resolve('@ticketing-dev/common')), 'contracts/id.js');
const ids = load(idsFile) as { toId: typeof toId };

const pauseMs = { '1': 300, '2': 5_000 };

/**
 * What these entries do to the ports of a real process: they name every await of a write, crash at the one that is
 * asked for, and take a guard away while that is asked for. The folder of the harness says what is asked for.
 */
export function createHarness(service: string, env: NodeJS.ProcessEnv) {
  const control = env['PROVE_CONTROL'] ?? '';
  const at = (name: keyof typeof files): string => path.join(control, files[name]);
  const read = (name: keyof typeof files): string | undefined => {
    try {
      return readFileSync(at(name), 'utf8');
    } catch {
      return undefined;
    }
  };
  const crash = (): void => void process.kill(process.pid, 'SIGKILL');

  const reach = (point: string): void => {
    if (existsSync(at('record'))) appendFileSync(at('record'), `${point}\n`);
    if (read('armed') !== point) return;
    try {
      renameSync(at('armed'), at('hit'));
    } catch {
      // The other instance was first.
      return;
    }
    crash();
  };

  /** Names what comes before and after each write of a port. */
  const named = <T extends object>(port: T, name: string): T =>
    new Proxy(port, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        const method = value.bind(target) as (...args: unknown[]) => unknown;
        if (typeof key === 'symbol' || reads.test(key)) return method;
        return async (...args: unknown[]) => {
          const point = `${service}: ${name} ${key}`;
          reach(`${point}, before`);
          const result: unknown = await method(...args);
          reach(`${point}, after`);
          return result;
        };
      },
    });

  const trap = (): Trap | undefined => {
    const wanted = read('break');
    return wanted === undefined ? undefined : guards.find(({ name }) => name === wanted);
  };

  const canonical = ids.toId;
  ids.toId = (value) => {
    const id = canonical(value);
    const isOther = id !== undefined && id !== value;
    return isOther && trap()?.idsAsSpelled === true ? (value as Id) : id;
  };

  /** The port as it is while no guard is taken away, else as `change` makes it. */
  const breakable = <T extends object>(port: T, change: (trap: Trap) => T | undefined): T =>
    new Proxy(port, {
      get(target, key) {
        const wanted = trap();
        const changed = (wanted && change(wanted)) ?? target;
        const value: unknown = Reflect.get(changed, key, changed);
        return typeof value === 'function' ? (value.bind(changed) as unknown) : value;
      },
    });

  const place = (bus: Bus): Place => ({
    bus,
    crash,
    // Of two instances one is slower, so that others come in between.
    pause: () => delay(pauseMs[env['NATS_CLIENT_ID']?.endsWith('2') === true ? '2' : '1']),
  });

  /** Runs the service with its listeners named, too. */
  const run = <C extends ServiceConfig>(
    definition: Omit<ServiceDefinition<C>, 'env' | 'createBus'>,
  ): void => {
    void runService<C>({
      ...definition,
      env,
      createBus: createNatsBus,
      build(config, platform) {
        const built = definition.build(config, platform);
        const listeners = built.listeners?.map((each) => named(each, each.subject)) ?? [];
        return { ...built, listeners };
      },
    });
  };

  return { named, breakable, place, decorate, read, run };
}
