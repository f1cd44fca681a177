import { setTimeout as delay } from 'node:timers/promises';

import type { Reader } from '../kit/checker/facts';
import type { Violation } from '../kit/checker/judge';
import { proofFails } from './report';

const everyMs = 250;

/** What was seen while others were at work. */
export interface Seen {
  /** How often somebody could look: the database itself may be the one that is away. */
  readonly looks: number;
  readonly violations: readonly Violation[];
}

/** Looks again and again for two orders that stand for one ticket at one moment, until it is told to end. */
export function watchForDoubleSales(reader: Pick<Reader, 'doubleSales'>): { end(): Promise<Seen> } {
  const over = new AbortController();
  const violations: Violation[] = [];
  let looks = 0;
  const look = async (): Promise<void> => {
    for (const ids of await reader.doubleSales()) {
      violations.push({ promise: '1 One sale', says: `${ids.join(', ')} at one moment`, ids });
    }
    looks += 1;
  };
  const watching = (async () => {
    while (!over.signal.aborted) {
      await look().catch(() => undefined);
      await delay(everyMs);
    }
  })();
  return {
    async end() {
      over.abort();
      await watching;
      if (looks > 0) return { looks, violations };
      const says = 'nobody could ever look for two orders of a ticket';
      return { looks, violations: [proofFails(says)] };
    },
  };
}
