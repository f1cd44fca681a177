import { existsSync, readFileSync } from 'node:fs';

import type { Stack } from '@ticketing-dev/local';

import type { Violation } from '../kit/checker/judge';

/**
 * Five at most is what a long run should reach; the report says what was reached. A message that is unlucky may meet
 * more faults than that: only one that comes twice as often comes because so much comes again, which is a storm.
 */
const mostDeliveries = 10;
// The line of common's consumer, which writes it for the test too. What else it says of the message may stand between
// the two; of a process that was killed the last line may be a part of one.
const cameAgain = /"message":"([^"]+)",.*"redeliveries":(\d+),.*"msg":"a message came again"/;

/**
 * How often each service was given each message once more, by what its processes have logged: so many lines, or what
 * NATS Streaming said in them. It forgets its count when it restarts, and no process logs what came while it was dead.
 */
export function redeliveries(stack: Pick<Stack, 'processes' | 'logFile'>): Map<string, number> {
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { name } of stack.processes()) {
    const service = name.replace(/-\d+$/, '');
    const file = stack.logFile(name);
    // What is full is put aside under this name.
    for (const part of [`${file}.1`, file].filter((each) => existsSync(each))) {
      for (const line of readFileSync(part, 'utf8').split('\n')) {
        const [, message, said] = cameAgain.exec(line) ?? [];
        if (message === undefined) continue;
        const id = `${message} to ${service}`;
        const seen = (lines.get(id) ?? 0) + 1;
        lines.set(id, seen);
        counts.set(id, Math.max(seen, counts.get(id) ?? 0, Number(said)));
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
