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

/** Their tests start whole stacks and mostly wait, so that all others run beside them. */
const projectsOfStacks = ['e2e', 'infra/local'];

/** The rest of the shop's tests, in a browser: `npm run test:shop`. The first is jest's default. */
const apart = ['/node_modules/', '/e2e/shop/'];

/** The runs of jest that run concurrently: one if the command names files or options. */
export const runsOf = (args: readonly string[]): readonly (readonly string[])[] =>
  args.length > 0
    ? [withinRepository(args)]
    : [
        ['--selectProjects', ...projectsOfStacks, '--testPathIgnorePatterns', ...apart],
        ['--ignoreProjects', ...projectsOfStacks],
      ];

/** @param isAlone whether jest has the terminal for itself, to redraw its lines */
async function runJest(
  args: readonly string[],
  resultFile: string,
  isAlone: boolean,
): Promise<number> {
  const jest = path.join(repository, 'node_modules/jest/bin/jest.js');
  const colors = !isAlone && process.stderr.isTTY ? ['--colors'] : [];
  const child = spawn(process.execPath, [jest, ...args, ...colors], {
    cwd: repository,
    env: { ...process.env, [resultFileSetting]: resultFile },
    stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.pipe(process.stdout, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  // Ctrl-C also reaches jest, which stops its servers. This process waits for that.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** What the runs report together. A run without a result file failed itself, and has printed why. */
export function summary(resultFiles: readonly string[]): string {
  let passed = 0;
  let failed = 0;
  for (const file of resultFiles) {
    if (!existsSync(file)) {
      failed += 1;
      continue;
    }
    const result = JSON.parse(readFileSync(file, 'utf8')) as RunResult;
    passed += result.numPassedTests;
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  }
  return `${passed} passed, ${failed} failed`;
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
    const runs = runsOf(args).map((run, i) => ({ run, file: path.join(dir, `result-${i}.json`) }));
    const codes = await Promise.all(
      runs.map(({ run, file }) => runJest(run, file, runs.length === 1)),
    );
    process.exitCode = Math.max(...codes);
    console.log(summary(runs.map(({ file }) => file)));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
