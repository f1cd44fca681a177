import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { browserHint, findBrowser } from '../browser';
import { repository } from '../paths';
import { buildClient } from '../stack/client-build';
import { findServers } from '../stack/servers';
import { resultFileSetting, type RunResult } from '../testing/progress-reporter';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Jest matches a pattern against the whole path of a file, and the name of the clone's folder could match too. */
export function withinRepository(args: readonly string[]): string[] {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const count = firstOption === -1 ? args.length : firstOption;
  return args.map((arg, i) => (i < count ? `^${escaped(repository)}/.*${arg}` : arg));
}

async function runJest(args: readonly string[], resultFile: string): Promise<number> {
  const jest = path.join(repository, 'node_modules/jest/bin/jest.js');
  const child = spawn(process.execPath, [jest, ...withinRepository(args)], {
    cwd: repository,
    env: { ...process.env, [resultFileSetting]: resultFile },
    stdio: 'inherit',
  });
  // Ctrl-C also reaches jest, which stops its servers. This process waits for that.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

function summary(resultFile: string): string {
  // Without a result file jest itself failed and has printed why.
  if (!existsSync(resultFile)) return '0 passed, 1 failed';
  const result = JSON.parse(readFileSync(resultFile, 'utf8')) as RunResult;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return `${result.numPassedTests} passed, ${failed} failed`;
}

/** Runs the tests of all workspaces on real servers. The last line is `N passed, N failed`. */
export async function test(args: readonly string[]): Promise<void> {
  const say = (line: string): void => console.log(`  ${line}`);
  await findServers({ ...process.env }, say);
  await buildClient(say);
  const browser = await findBrowser(say);
  say(browser ? `Browser: ${browser}` : browserHint);

  const dir = mkdtempSync(path.join(tmpdir(), 'ticketing-jest-'));
  try {
    const resultFile = path.join(dir, 'result.json');
    process.exitCode = await runJest(args, resultFile);
    console.log(summary(resultFile));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
