import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly timeoutMs?: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

export interface RunResult {
  readonly ok: boolean;
  /** stdout and stderr, in the order in which they arrived. */
  readonly output: string;
}

/** How long to wait for the rest of the output after a program has ended. */
const outputTimeoutMs = 2_000;

/** Runs a program to its end, for at most `timeoutMs`. Never throws: `output` contains the error. */
export function run(
  command: string,
  args: readonly string[],
  { timeoutMs = 60_000, env, cwd }: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // The program must not outlive this process.
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    let bound = setTimeout(() => {
      kill();
      end({ ok: false, output: `${output}${command} took longer than ${timeoutMs} ms\n` });
    }, timeoutMs);
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = (result: RunResult): void => {
      clearTimeout(bound);
      process.off('exit', kill);
      resolve(result);
    };
    child.once('error', (error) => end({ ok: false, output: error.message }));
    child.once('close', (code) => end({ ok: code === 0, output }));
    // A process that the program started may keep its output open.
    child.once('exit', (code) => {
      clearTimeout(bound);
      bound = setTimeout(() => end({ ok: code === 0, output }), outputTimeoutMs);
    });
  });
}
