import fc from 'fast-check';

import { createRandom } from '../kit/random';

/** Seeded choices. */
export interface Random {
  /** From 0 to `below` - 1. */
  number(below: number): number;
  pick<T>(values: readonly T[]): T;
  /** Whether the one-in-so-many happens. */
  oneIn(many: number): boolean;
}

export function seeded(seed: number): Random {
  const next = createRandom(seed);
  const number = (below: number): number => Math.floor(next() * below);
  return {
    number,
    pick: (values) => {
      const value = values[number(values.length)];
      if (value === undefined && values.length === 0) throw new Error('nothing to pick from');
      return value as (typeof values)[number];
    },
    oneIn: (many) => number(many) === 0,
  };
}

/** Values of every JSON type, and text of every kind, as fast-check makes them. */
export function pools(seed: number): { readonly json: unknown[]; readonly text: string[] } {
  const options = { seed, numRuns: 2_000 };
  return {
    json: fc.sample(fc.jsonValue({ maxDepth: 4 }), options),
    text: fc.sample(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ maxLength: 300 }),
        fc.emailAddress(),
        fc.webUrl(),
        fc.double().map(String),
        fc.bigInt().map(String),
      ),
      options,
    ),
  };
}
