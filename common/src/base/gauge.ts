import { Gauge } from 'prom-client';

import { DependencyError } from '../errors/unavailable-error';

/** How long a value is served again, so that many scrapes cost one read. */
const keptMs = 5_000;

/** Readings of one gauge: a number, or one number for each value of its label. */
export type Readings = number | Readonly<Record<string, number>>;

/**
 * A gauge that reads its value from a store at a scrape. If the store is unavailable, it keeps its last value.
 *
 * @param read reads the value, cheaply: by an index
 */
export function gauge<L extends string>(
  { name, help, label, keptFor = keptMs }: GaugeOptions<L>,
  read: () => Promise<Readings> | Readings,
): Gauge<L> {
  let readAt = -Infinity;
  return new Gauge<L>({
    name,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [],
    async collect() {
      if (performance.now() - readAt < keptFor) return;
      try {
        const found = await read();
        readAt = performance.now();
        if (typeof found === 'number') this.set(found);
        else for (const [value, count] of Object.entries(found)) this.set(labels(value), count);
      } catch (error) {
        // An unavailable store is reported by other metrics. An error of ours must fail the scrape.
        if (!(error instanceof DependencyError)) throw error;
      }
    },
  });

  function labels(value: string): Partial<Record<L, string>> {
    return { [label as L]: value } as Partial<Record<L, string>>;
  }
}

/** What a gauge is. */
export interface GaugeOptions<L extends string> {
  readonly name: string;
  readonly help: string;
  /** The name of its label, if it has one. */
  readonly label?: L;
  /** How long a value is served again, in milliseconds; 5 s by default. */
  readonly keptFor?: number;
}
