import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

import { marked, statOf } from '../../src/supervisor/identity';
import { endOrphans } from '../../src/supervisor/orphans';
import type { ProcessSpec } from '../../src/supervisor/process-spec';
import { Supervisor } from '../../src/supervisor/supervisor';
import { aProcess, file, inFolder, LIVES, LOGS_ITS_END, soon } from '../support/processes';

const dir = inFolder();
let supervisor: Supervisor;
let pauses: number[];
let notes: string[];

function supervise(...tiers: readonly (readonly ProcessSpec[])[]): Supervisor {
  supervisor = new Supervisor(tiers, {
    dir,
    url: 'http://localhost:1',
    firstPauseMs: 10,
    onExit: (_name, _reason, pauseMs) => pauses.push(pauseMs),
    onNote: (line) => notes.push(line),
  });
  return supervisor;
}

beforeEach(() => {
  pauses = [];
  notes = [];
});

afterEach(async () => {
  await supervisor.close();
  expect(marked(dir)).toEqual([]);
});

const numberIn = async (name: string): Promise<number> => Number(await readFile(file(name)));

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the supervisor', () => {
  it('starts a process and reports its address', async () => {
    await supervise([aProcess('a', LIVES)]).start('a');

    expect(supervisor.processes()).toMatchObject([{ name: 'a', url: 'a', restarts: 0 }]);
    expect(marked(dir)).toEqual([supervisor.processes()[0]?.pid]);
  });

  it('starts a killed process again', async () => {
    await supervise([aProcess('a', LIVES)]).start('a');
    const [before] = supervisor.processes();

    supervisor.kill('a', 'SIGKILL');

    await soon(async () => (await readFile(file('a'), 'utf8')) === 'started started ');
    const [after] = supervisor.processes();
    expect(after?.restarts).toBe(1);
    expect(after?.pid).not.toBe(before?.pid);
  });

  it('gives up immediately if an exit is final, with the output of the last run only', async () => {
    const refuses = (what: string): ProcessSpec => ({
      ...aProcess('a', `process.stderr.write('a: ${what}'); process.exit(1)`),
      isExitFinal: true,
    });
    await expect(supervise([refuses('PORT is 0')]).start('a')).rejects.toThrow('PORT is 0');
    await supervisor.close();

    const again = supervise([refuses('PORT is abc')]).start('a');

    await expect(again).rejects.toThrow(/^a does not start \([^)]*\):\na: PORT is abc$/);
    expect(pauses).toEqual([]);
  });

  it('restarts a process with final exits if a signal has ended it', async () => {
    const script = `if (!fs.existsSync('b')) { fs.writeFileSync('b', ''); process.kill(process.pid, 'SIGKILL'); } ${LIVES}`;

    await supervise([{ ...aProcess('a', script), isExitFinal: true }]).start('a');

    expect(supervisor.processes()).toMatchObject([{ restarts: 1 }]);
  });

  it('runs repairs before each start, and logs each repair', async () => {
    let starts = 0;
    const repair = (): string[] => [`repaired ${(starts += 1)}`];
    await supervise([{ ...aProcess('a', LIVES), repair }]).start('a');

    supervisor.kill('a', 'SIGKILL');

    await soon(() => notes.length === 2);
    expect(notes).toEqual(['a: repaired 1', 'a: repaired 2']);
  });

  it('makes logs and state readable for its own user only', async () => {
    await supervise([aProcess('a', LIVES)]).start('a');

    for (const name of ['state.json', 'logs/a.log']) {
      expect((await stat(file(name))).mode & 0o077).toBe(0);
    }
    expect((await stat(file('logs'))).mode & 0o077).toBe(0);
  });

  it('waits longer after each immediate exit, and gives up a start that cannot succeed', async () => {
    const start = supervise([aProcess('a', `throw new Error('JWT_KEY must be set')`)]).start('a');

    await expect(start).rejects.toThrow(/a does not start [^]*JWT_KEY must be set/);
    expect(pauses.slice(0, 5)).toEqual([10, 20, 40, 80, 160]);
  });

  it('leaves a stopped process stopped until it is started', async () => {
    await supervise([aProcess('a', LIVES)]).start('a');

    await supervisor.stop('a');
    expect(supervisor.processes()[0]?.pid).toBeNull();
    expect(marked(dir)).toEqual([]);

    await supervisor.start('a');
    expect(supervisor.processes()[0]?.pid).toEqual(expect.any(Number));
  });

  it('ends the last tier first', async () => {
    const specs = ['server', 'service', 'gateway'].map((name) =>
      aProcess(name, `${LOGS_ITS_END} ${LIVES}`),
    );
    supervise(...specs.map((spec) => [spec]));
    for (const { name } of specs) await supervisor.start(name);

    await supervisor.close();

    expect(await readFile(file('ends'), 'utf8')).toBe('gateway service server ');
  });

  it('ends what a process started itself', async () => {
    const script = `require('child_process').spawn(process.execPath,
      ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }); ${LIVES}`;
    await supervise([aProcess('a', script)]).start('a');
    await soon(() => marked(dir).length === 2);

    supervisor.kill('a', 'SIGKILL');
    await supervisor.close();

    // It has its signal; when it is gone is up to the system.
    await soon(() => marked(dir).length === 0);
  });

  onLinux('pauses and resumes what has left the process group, too', async () => {
    const counts = `let n = 0; setInterval(() => require('fs').writeFileSync('b', String(n += 1)), 5)`;
    const script = `const child = require('child_process').spawn(process.execPath,
      ['-e', ${JSON.stringify(counts)}], { detached: true, stdio: 'ignore' });
      fs.writeFileSync('ends', String(child.pid)); ${LIVES}`;
    await supervise([aProcess('a', script)]).start('a');
    await soon(() => existsSync(file('b')));
    const [parent, child] = [supervisor.processes()[0]?.pid ?? 0, await numberIn('ends')];

    supervisor.kill('a', 'SIGSTOP');

    expect([parent, child].map((pid) => statOf(pid)?.state)).toEqual(['T', 'T']);
    const count = await numberIn('b');

    supervisor.kill('a', 'SIGCONT');

    await soon(async () => (await numberIn('b')) > count);
    await supervisor.close();
    expect(await endOrphans(dir)).toBe(1);
  });

  it('ends a process that was paused', async () => {
    await supervise([aProcess('a', LIVES)]).start('a');
    supervisor.kill('a', 'SIGSTOP');

    await supervisor.stop('a');

    expect(marked(dir)).toEqual([]);
  });
});
