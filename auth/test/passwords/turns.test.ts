import type { Caller, LineName } from '../../src/domain/turns';
import { createTurns } from '../../src/passwords/turns';

/** A caller who can go. */
function from(address = '203.0.113.1') {
  const controller = new AbortController();
  return {
    address,
    signal: controller.signal,
    go: () => controller.abort(new Error('nobody waits')),
  };
}

/** Work that ends when it is told to, and the order in which it began. */
function setUp({ longestWaitMs = 60_000, concurrency = 2 } = {}) {
  let refused = 0;
  const turns = createTurns({ longestWaitMs, concurrency, onRefused: () => (refused += 1) });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const take = (name: string, caller: Caller = from(), line: LineName = 'sign-in') =>
    turns.take(line, caller, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return name;
    });
  /** Ends all that runs, until nothing does. */
  const endAll = async (): Promise<void> => {
    while (ends.size > 0) {
      const [name = '', end] = [...ends][0] ?? [];
      ends.delete(name);
      end?.();
      await new Promise(setImmediate);
    }
  };
  return { turns, take, endAll, begun, refused: () => refused };
}

const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => (error as Error).message);

describe('turns', () => {
  it('let two work concurrently, and the others in the order of their requests', async () => {
    const { take, endAll, begun } = setUp();
    const works = ['a', 'b', 'c', 'd'].map((name) => take(name));
    expect(begun).toEqual(['a', 'b']);

    await endAll();

    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    expect(await Promise.all(works)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('continue after a failure', async () => {
    const { turns } = setUp({ concurrency: 1 });
    const failure = turns.take('sign-in', from(), () => Promise.reject(new Error('broken')));
    const next = turns.take('sign-in', from(), () => Promise.resolve('fine'));

    await expect(failure).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });

  it('skip the work of a caller that has disconnected', async () => {
    const { take, endAll, begun } = setUp({ concurrency: 1 });
    const gone = from();
    const [first, dropped, last] = [take('first'), take('gone', gone), take('last')];
    gone.go();
    expect(await outcomeOf(dropped)).toBe('nobody waits');
    expect(await outcomeOf(take('gone before', gone))).toBe('nobody waits');

    await endAll();

    await Promise.all([first, last]);
    expect(begun).toEqual(['first', 'last']);
  });

  it('refuse a caller immediately if it would wait too long, and report it', async () => {
    // Of 50 ms each, as long as nothing is measured: two of them.
    const { take, endAll, refused } = setUp({ longestWaitMs: 100, concurrency: 1 });
    const works = ['running', 'first', 'second'].map((name) => take(name));

    await expect(take('too late')).rejects.toMatchObject({ code: 'UNAVAILABLE' });

    expect(refused()).toBe(1);
    await endAll();
    await Promise.all(works);
  });

  it('measure how long a turn takes, and let fewer wait if it takes long', async () => {
    const { turns } = setUp({ longestWaitMs: 200, concurrency: 1 });
    const burn = (): Promise<void> => {
      const since = performance.now();
      while (performance.now() - since < 200);
      return Promise.resolve();
    };
    const admitted = async (): Promise<number> => {
      let finish: () => void = () => undefined;
      const running = turns.take('sign-in', from(), () => new Promise<void>((r) => (finish = r)));
      const waiting = Array.from({ length: 20 }, () =>
        outcomeOf(turns.take('sign-in', from(), () => Promise.resolve('had a turn'))),
      );
      finish();
      await running;
      return (await Promise.all(waiting)).filter((outcome) => outcome === 'had a turn').length;
    };
    expect(await admitted()).toBe(4);

    for (let i = 0; i < 20; i += 1) await turns.take('sign-in', from(), burn);

    expect(await admitted()).toBe(1);
  });

  it('serve addresses in turn, however many requests of one address wait', async () => {
    const { take, endAll, begun } = setUp({ concurrency: 1 });
    const flood = from('203.0.113.66');
    const works = [1, 2, 3, 4].map((i) => take(`flood ${i}`, flood));
    works.push(take('somebody', from('203.0.113.7')));

    await endAll();

    await Promise.all(works);
    expect(begun).toEqual(['flood 1', 'flood 2', 'somebody', 'flood 3', 'flood 4']);
  });

  it('drop a request of the address with the most, if the queue is full', async () => {
    const { take, endAll, begun } = setUp({ longestWaitMs: 150, concurrency: 1 });
    const flood = from('203.0.113.66');
    const works = [1, 2, 3, 4].map((i) => outcomeOf(take(`flood ${i}`, flood)));

    const honest = take('somebody', from('203.0.113.7'));

    expect(await works[3]).toMatch(/^Too many people/);
    await endAll();
    expect(await honest).toBe('somebody');
    expect(begun).not.toContain('flood 4');
    await Promise.all(works);
  });

  it('serve sign-ups and sign-ins alternately', async () => {
    const { take, endAll, begun } = setUp({ concurrency: 1 });
    const works = ['running', 'up 1', 'up 2', 'up 3'].map((name) => take(name, from(), 'sign-up'));
    works.push(take('in', from(), 'sign-in'));

    await endAll();

    await Promise.all(works);
    expect(begun).toEqual(['running', 'in', 'up 1', 'up 2', 'up 3']);
  });

  it('are free again after many callers, some of which disconnected', async () => {
    const { turns } = setUp({ concurrency: 2 });
    const crowd = Array.from({ length: 60 }, (_, i) => {
      const caller = from(`203.0.113.${i % 7}`);
      const line = i % 2 === 0 ? 'sign-up' : 'sign-in';
      const work = turns.take(line, caller, () => Promise.resolve(i));
      if (i % 3 === 0) caller.go();
      return outcomeOf(work);
    });
    await Promise.all(crowd);

    const last = ['sign-up', 'sign-in', 'sign-in'] as const;
    const done = last.map((line) => turns.take(line, from(), () => Promise.resolve('free')));
    expect(await Promise.all(done)).toEqual(['free', 'free', 'free']);
  });
});
