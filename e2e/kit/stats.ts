import { createRandom } from './random';

/** The value that the share `p` (0 to 1) of the values does not exceed. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Of the values: how many make the beginning, and how many the end. */
const edgeShare = 0.2;

/** How much it was at the beginning, and at the end: medians, since one value may be of just before the garbage went. */
export function edgesOf(values: readonly number[]): [number, number] {
  const size = Math.ceil(values.length * edgeShare);
  return [median(values.slice(0, size)), median(values.slice(-size))];
}

export const sum = (values: readonly number[]): number =>
  values.reduce((all, value) => all + value, 0);

export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Of the straight line through the points, by least squares: how much `y` grows while `x` grows by one. */
export function slope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const sumOf = (term: (dx: number, dy: number) => number): number =>
    points.reduce((sum, point) => sum + term(point.x - x, point.y - y), 0);
  return sumOf((dx, dy) => dx * dy) / sumOf((dx) => dx * dx);
}

/**
 * The p-value of the two-sample Kolmogorov-Smirnov test: how likely samples of one distribution are to differ at least
 * as much. Asymptotic, good from some twenty values each (Press et al., Numerical Recipes, 14.3).
 */
export function kolmogorovSmirnovP(a: readonly number[], b: readonly number[]): number {
  const shareUpTo = (values: readonly number[], limit: number): number =>
    values.filter((value) => value <= limit).length / values.length;
  const distance = Math.max(
    ...[...a, ...b].map((value) => Math.abs(shareUpTo(a, value) - shareUpTo(b, value))),
  );
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length));
  const lambda = (size + 0.12 + 0.11 / size) * distance;
  // The series does not end where the distance is next to nothing.
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let j = 1; j <= 100; j += 1) {
    sum += 2 * (-1) ** (j - 1) * Math.exp(-2 * j * j * lambda * lambda);
  }
  return Math.min(1, Math.max(0, sum));
}

/** The geometric mean of ratios, with the interval that holds it with 95 % (bootstrap, seeded). */
export interface Ratio {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const resamples = 2_000;

/** @param others the values that were measured in turns with `own` */
export function ratioOf(own: readonly number[], others: readonly number[]): Ratio {
  const logs = own.map((value, i) => Math.log(value / (others[i] ?? Number.NaN)));
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
