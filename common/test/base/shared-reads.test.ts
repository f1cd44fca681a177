import { createSharedReads } from '@ticketing-dev/common';

/** A value that changes before each step; a read takes some steps and returns the value that it saw at its start. */
function setUp() {
  let value = 0;
  const reads: number[] = [];
  const read = async (): Promise<number> => {
    const seen = value;
    reads.push(seen);
    for (let step = 0; step < 3; step += 1) await new Promise(setImmediate);
    return seen;
  };
  return { reads, read, change: () => (value += 1) };
}

/** @returns how many of many concurrent calls got a value that is older than their call */
async function countStale(
  get: (key: string) => Promise<number>,
  change: () => number,
): Promise<number> {
  const calls: Promise<boolean>[] = [];
  for (let call = 0; call < 500; call += 1) {
    const atCall = change();
    calls.push(get('key').then((seen) => seen < atCall));
    if (call % 3 === 0) await new Promise(setImmediate);
  }
  return (await Promise.all(calls)).filter(Boolean).length;
}

describe('shared reads', () => {
  it('give no call a value that is older than the call', async () => {
    const { read, reads, change } = setUp();

    expect(await countStale(createSharedReads(read), change)).toBe(0);

    expect(reads.length).toBeLessThan(250);
  });

  it('would give old values if calls joined the running read', async () => {
    const { read, change } = setUp();
    let running: Promise<number> | undefined;
    const join = () => (running ??= read().finally(() => (running = undefined)));

    expect(await countStale(join, change)).toBeGreaterThan(0);
  });

  it('read once for all calls that wait, and separately for each key', async () => {
    const { read, reads } = setUp();
    const get = createSharedReads(read);

    await Promise.all(['a', 'a', 'a', 'a', 'b'].map((key) => get(key)));

    expect(reads).toHaveLength(3);
  });

  it('do not wait for a read that hangs', async () => {
    let reads = 0;
    const get = createSharedReads(() => {
      reads += 1;
      return reads === 1 ? new Promise<number>(() => undefined) : Promise.resolve(reads);
    });
    void get('key');

    expect(await Promise.all([get('key'), get('key')])).toEqual([2, 2]);
    expect(await get('key')).toBe(3);
  });

  it('read again after a read that failed', async () => {
    let reads = 0;
    const get = createSharedReads(() => {
      reads += 1;
      return reads === 1 ? Promise.reject(new Error('unavailable')) : Promise.resolve(reads);
    });

    const [first, second] = [get('key'), get('key')];

    await expect(first).rejects.toThrow('unavailable');
    expect(await second).toBe(2);
    expect(await get('key')).toBe(3);
  });
});
