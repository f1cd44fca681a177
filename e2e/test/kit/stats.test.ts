import { createRandom } from '../../kit/random';
import { kolmogorovSmirnovP, slope } from '../../kit/stats';

describe('the slope of points', () => {
  it('is that of the line that they lie on', () => {
    const line = [0, 1, 2, 5].map((x) => ({ x, y: 3 - 2 * x }));

    expect(slope(line)).toBeCloseTo(-2);
  });

  it('is undefined for one point', () => {
    expect(slope([{ x: 1, y: 1 }])).toBeNaN();
  });
});

describe('the p-value of Kolmogorov and Smirnov', () => {
  const random = createRandom(1);
  const sample = (from: number): number[] => Array.from({ length: 300 }, () => from + random());

  it('is the share of shuffles in which the samples differ at least as much', () => {
    const [a, b] = [sample(0), sample(0.07)];
    const distanceOf = (one: readonly number[], other: readonly number[]): number => {
      const upTo = (values: readonly number[], limit: number): number =>
        values.filter((value) => value <= limit).length / values.length;
      return Math.max(
        ...[...one, ...other].map((limit) => Math.abs(upTo(one, limit) - upTo(other, limit))),
      );
    };
    const seen = distanceOf(a, b);
    const shuffles = 400;
    let asFar = 0;
    for (let i = 0; i < shuffles; i += 1) {
      const dealt = [...a, ...b].map((value) => ({ value, at: random() }));
      const values = dealt.sort((one, other) => one.at - other.at).map(({ value }) => value);
      if (distanceOf(values.slice(0, 300), values.slice(300)) >= seen) asFar += 1;
    }

    expect(Math.abs(kolmogorovSmirnovP(a, b) - asFar / shuffles)).toBeLessThan(0.05);
  });

  it('is 1 for equal samples, and almost 0 for samples far apart', () => {
    const a = sample(0);

    expect(kolmogorovSmirnovP(a, a)).toBe(1);
    expect(kolmogorovSmirnovP(a, sample(0.5))).toBeLessThan(0.0001);
  });
});
