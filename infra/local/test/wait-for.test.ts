import { waitFor } from '../src/wait-for';

const never = new Promise<boolean>(() => undefined);

describe('waiting for a condition', () => {
  it('ends when the condition holds', async () => {
    let asked = 0;

    expect(await waitFor(() => (asked += 1) === 3, { timeoutMs: 10_000, everyMs: 1 })).toBe(true);
  });

  it('ends in time when the condition never holds', async () => {
    expect(await waitFor(() => false, { timeoutMs: 50, everyMs: 1 })).toBe(false);
  });

  it('ends in time when an answer never comes', async () => {
    expect(await waitFor(() => never, { timeoutMs: 50 })).toBe(false);
  });

  it('ends immediately when it is aborted, also while an answer is missing', async () => {
    const giveUp = new AbortController();
    const waited = waitFor(() => never, { timeoutMs: 60_000, signal: giveUp.signal });

    giveUp.abort();

    expect(await waited).toBe(false);
  });

  it('ends with the error of the condition', async () => {
    const failing = (): Promise<boolean> => Promise.reject(new Error('no such pid'));

    await expect(waitFor(failing, { timeoutMs: 10_000 })).rejects.toThrow('no such pid');
  });
});
