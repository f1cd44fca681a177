import { type Limit, LimitReachedError, type LimitRule, type Limits } from '@ticketing-dev/common';

/** Limits by virtual time, which all instances count together. A count and its answer are one step. */
export function virtualLimits(clock: {
  readonly time: number;
}): Pick<Limits, 'shared' | 'elsewhere'> {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();
  const elsewhere: Limits['elsewhere'] =
    ({ message }) =>
    (_key, msLeft) =>
      new LimitReachedError(message, Math.ceil(msLeft / 1000));

  const shared = (rule: LimitRule): Limit => {
    const find = (key: string) => {
      const window = windows.get(`${rule.name} ${key}`);
      return window && window.endsAt > clock.time ? window : undefined;
    };
    const check = (key: string): Promise<void> => {
      const window = find(key);
      if (!window || window.count < rule.most) return Promise.resolve();
      return Promise.reject(elsewhere(rule)(key, window.endsAt - clock.time));
    };
    const count = (key: string): Promise<number> => {
      const window = find(key) ?? { count: 0, endsAt: clock.time + rule.windowSeconds * 1000 };
      windows.set(`${rule.name} ${key}`, window);
      window.count += 1;
      return Promise.resolve(window.count / rule.most);
    };
    return {
      check,
      count,
      take: (key) => check(key).then(() => count(key)),
      giveBack: (key) => {
        const window = find(key);
        if (window) window.count -= 1;
        return Promise.resolve();
      },
    };
  };
  return { shared, elsewhere };
}
