import { latencyOf } from '../../bench/measure';

describe('the latency of a run', () => {
  it('is known of more answers than a function takes arguments', () => {
    const latenciesMs = Array.from({ length: 300_000 }, (_, i) => i + 1);

    expect(latencyOf({ latenciesMs })).toEqual({
      p50: 150_000,
      p95: 285_000,
      p99: 297_000,
      max: 300_000,
    });
  });
});
