import { run } from '../src/run';

const node = (script: string, timeoutMs = 60_000) =>
  run(process.execPath, ['-e', script], { timeoutMs });

/** Keeps the output of whoever starts it open for a minute. */
const lingering = `require('child_process').spawn('sleep', ['60'], { stdio: ['ignore', 'inherit', 'inherit'] })`;

describe('running a program', () => {
  it('returns its output and whether it succeeded', async () => {
    expect(await node(`console.log('done')`)).toEqual({ ok: true, output: 'done\n' });
    expect(await node(`console.error('broken'); process.exit(3)`)).toEqual({
      ok: false,
      output: 'broken\n',
    });
  });

  it('reports that there is no such program', async () => {
    const { ok, output } = await run('no-such-program', []);

    expect(ok).toBe(false);
    expect(output).toContain('ENOENT');
  });

  it('ends with the program although something that it started keeps its output open', async () => {
    const child = `const child = ${lingering}; console.log(child.pid); child.unref();`;

    const { ok, output } = await node(child);

    process.kill(Number(output));
    expect(ok).toBe(true);
  });

  it('ends a program that takes too long, and reports it', async () => {
    const { ok, output } = await node(`setInterval(() => undefined, 1000)`, 200);

    expect(ok).toBe(false);
    expect(output).toContain('took longer than 200 ms');
  });
});
