import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';

import { repository } from './repository';

export { repository };
export const k8s = path.join(repository, 'infra/k8s');

/** The folder of the tools. tools.sh is fast if they are installed already. */
export const tools = execFileSync(path.join(k8s, 'tools.sh'), { encoding: 'utf8' }).trim();

export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** Runs one of the tools in the repository. */
export function runTool(name: string, args: readonly string[], input?: string): Outcome {
  const { status, stdout, stderr, error } = spawnSync(path.join(tools, 'bin', name), args, {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...(input !== undefined && { input }),
  });
  if (error) throw error;
  return { status, output: `${stdout}${stderr}` };
}
