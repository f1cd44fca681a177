import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Forward {
  readonly port: number;
  stop(): Promise<void>;
}

const startMs = 30_000;

async function portOf(child: ChildProcess, target: string): Promise<number> {
  if (!child.stdout) throw new Error('kubectl port-forward has no output');
  const lines = createInterface(child.stdout);
  const [line] = (await once(lines, 'line', { signal: AbortSignal.timeout(startMs) })) as [string];
  const port = /^Forwarding from 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
  if (port === undefined) throw new Error(`kubectl port-forward ${target}: ${line}`);
  return Number(port);
}

/** `kubectl port-forward` to a free port of this machine. */
export async function forward(target: string, port: number): Promise<Forward> {
  const child = spawn('kubectl', ['port-forward', '--address=127.0.0.1', target, `:${port}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const stop = async () => {
    child.kill();
    await gone;
  };
  try {
    return { port: await portOf(child, target), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
