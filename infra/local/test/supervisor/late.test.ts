import { late } from '../../src/supervisor/late';

const silent = { name: 'gateway', log: 'gateway.log', isReady: () => Promise.resolve(false) };

describe('the report of a slow start', () => {
  it.each([
    ['waits for a process that has not answered yet', false, /^Waiting for gateway: it does not/],
    ['does not wait for one that was ready', true, /^gateway was ready, but did not answer/],
  ])('%s', async (_, wasReady, line) => {
    expect(await late([{ ...silent, wasReady }])).toEqual([expect.stringMatching(line)]);
  });

  it('leaves out a process that answers', async () => {
    expect(await late([{ ...silent, isReady: () => Promise.resolve(true) }])).toEqual([]);
  });
});
