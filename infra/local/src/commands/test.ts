import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { browserHint, findBrowser } from '../browser';
import { repository } from '../paths';
import { buildClient } from '../stack/client-build';
import { findServers } from '../stack/servers';

interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Test files that did not even load. */
  readonly numRuntimeErrorTestSuites: number;
}

async function runJest(args: readonly string[], resultFile: string): Promise<number> {
  const jest = path.join(repository, 'node_modules/jest/bin/jest.js');
  const child = spawn(process.execPath, [jest, '--json', `--outputFile=${resultFile}`, ...args], {
    cwd: repository,
    stdio: ['inherit', 'ignore', 'inherit'],
  });
  // Ctrl-C reaches jest too, which ends its servers; this process waits for that.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

function summary(resultFile: string): string {
  // Without a result jest itself failed, and has said how.
  if (!existsSync(resultFile)) return '0 passed, 1 failed';
  const result = JSON.parse(readFileSync(resultFile, 'utf8')) as JestResult;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return `${result.numPassedTests} passed, ${failed} failed`;
}

/** Every workspace's tests on real servers. The last line is `N passed, N failed`. */
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
