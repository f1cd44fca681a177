import { existsSync, readFileSync } from 'node:fs';

import type { Stack } from '@ticketing-dev/local';

import type { Violation } from '../support/checker/judge';

/**
 * A fault or two make a message come three or four times. One that comes still more often comes because so much comes
 * again: a storm feeds itself (figure F19).
 */
const mostDeliveries = 10;
const cameAgain = /"message":"([^"]+)".*"msg":"a message came again"/;

/** How often each service was given each message once more, by what its processes have logged. */
export function redeliveries(stack: Pick<Stack, 'processes' | 'logFile'>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of stack.processes()) {
    const service = name.replace(/-\d+$/, '');
    const file = stack.logFile(name);
    // What is full is put aside under this name.
    for (const part of [`${file}.1`, file].filter((each) => existsSync(each))) {
      for (const line of readFileSync(part, 'utf8').split('\n')) {
        const [, message] = cameAgain.exec(line) ?? [];
        if (message === undefined) continue;
        const id = `${message} to ${service}`;
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/** How many messages came once more, twice more, and so on. */
export function histogramOf(counts: ReadonlyMap<string, number>): Record<string, number> {
  const histogram: Record<string, number> = {};
  for (const times of counts.values()) {
    const name = `delivered ${times + 1} times`;
    histogram[name] = (histogram[name] ?? 0) + 1;
  }
  return histogram;
}

export const storms = (counts: ReadonlyMap<string, number>): Violation[] =>
  [...counts]
    .filter(([, times]) => times + 1 > mostDeliveries)
    .map(([id, times]) => ({
      promise: 'No storm of redeliveries',
      says: `${id} was delivered ${times + 1} times`,
      ids: [id],
    }));
