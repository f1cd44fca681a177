import { createLoop, currentRequestId, withRequest } from '@ticketing-dev/common';
import { eventually, recordedLog } from '@ticketing-dev/common/testing';

const soon = 5;

describe('a loop', () => {
  it('has no request id, in the first turn after a request wakes it and in later turns', async () => {
    const { logger, lines } = recordedLog();
    const seen: (string | undefined)[] = [];
    const work = (): Promise<void> => {
      seen.push(currentRequestId());
      return Promise.reject(new Error('a failure that is logged'));
    };
    const loop = createLoop('sample', soon, work, logger);

    withRequest('of-another-user', () => {
      loop.start();
      loop.kick();
    });
    await eventually(() => expect(seen.length).toBeGreaterThan(3));
    await loop.stop();

    expect(new Set(seen)).toEqual(new Set([undefined]));
    expect(lines).not.toEqual([]);
    expect(lines.filter((line) => 'requestId' in line)).toEqual([]);
  });

  it('would keep that request id without the guard, because a timer keeps its context', async () => {
    const seen: (string | undefined)[] = [];
    const turn = (): void => {
      seen.push(currentRequestId());
      if (seen.length < 3) setTimeout(turn, soon);
    };

    withRequest('of-another-user', turn);
    await eventually(() => expect(seen).toHaveLength(3));

    expect(new Set(seen)).toEqual(new Set(['of-another-user']));
  });
});
