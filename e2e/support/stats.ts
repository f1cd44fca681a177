import { createRandom } from './random';

/** The value that the share `p` (0 to 1) of the values does not exceed. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The geometric mean of ratios, with the interval that holds it with 95 % (bootstrap, seeded). */
export interface Ratio {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const resamples = 2_000;

export function ratioOf(ratios: readonly number[]): Ratio {
  const logs = ratios.map(Math.log);
  const random = createRandom(1);
  const means = Array.from({ length: resamples }, () =>
    mean(logs.map(() => logs[Math.floor(random() * logs.length)] ?? 0)),
  );
  return {
    mean: Math.exp(mean(logs)),
    low: Math.exp(percentile(means, 0.025)),
    high: Math.exp(percentile(means, 0.975)),
  };
}
