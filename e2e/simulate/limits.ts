import { type Limit, LimitReachedError, type LimitRule, type Limits } from '@ticketing-dev/common';

import type { World } from './world';

interface Window {
  count: number;
  readonly endsAt: number;
}

/**
 * The services' limits by the world's time. All instances count together, as they do in a service's database; nothing
 * happens between a count and its answer.
 */
export function worldLimits(world: Pick<World, 'time'>): Pick<Limits, 'shared' | 'elsewhere'> {
  const windows = new Map<string, Window>();

  const elsewhere: Limits['elsewhere'] =
    ({ message }) =>
    (_key, msLeft) =>
      new LimitReachedError(message, Math.ceil(msLeft / 1000));

  const shared = ({ name, message, most, windowSeconds }: LimitRule): Limit => {
    const refuse = elsewhere({ name, message });
    const find = (key: string): Window | undefined => {
      const window = windows.get(`${name} ${key}`);
      return window && window.endsAt > world.time ? window : undefined;
    };
    const check = (key: string): Promise<void> => {
      const window = find(key);
      return window && window.count >= most
        ? Promise.reject(refuse(key, window.endsAt - world.time))
        : Promise.resolve();
    };
    const count = (key: string): Promise<number> => {
      const window = find(key) ?? { count: 0, endsAt: world.time + windowSeconds * 1000 };
      windows.set(`${name} ${key}`, window);
      window.count += 1;
      return Promise.resolve(window.count / most);
    };
    return {
      check,
      count,
      take: (key) => check(key).then(() => count(key)),
      giveBack(key) {
        const window = find(key);
        if (window) window.count -= 1;
        return Promise.resolve();
      },
    };
  };
  return { shared, elsewhere };
}
