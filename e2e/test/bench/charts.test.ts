import { chartsOf } from '../../bench/charts';

const latency = { perSecond: 50, p50: 40, p95: 60, p99: 81.234, max: 90 };

describe('the charts', () => {
  it('show p99 of whole purchases by rate', () => {
    const [chart = ''] = chartsOf('sustained', [{ name: 'whole purchases, for 20 s', latency }]);

    expect(chart).toContain('x-axis ["50/s for 20 s"]');
    expect(chart).toContain('bar [81.2]');
  });

  it('are left out if a section has no rows for them', () => {
    expect(chartsOf('flows', [{ name: 'an event', latency }])).toEqual([]);
  });
});
