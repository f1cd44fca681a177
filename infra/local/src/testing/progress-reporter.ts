import { writeFileSync } from 'node:fs';
import path from 'node:path';

const everyMs = 30_000;
/** Far more than any test file takes: its tests and hooks have their own time-outs. */
const longestFileMs = 20 * 60_000;
/** The servers of a run stop within half a minute. */
const longestEndMs = 3 * 60_000;

/** The setting that names the file for the result. */
export const resultFileSetting = 'TICKETING_TEST_RESULT';

/** The parts of jest's result that are read here. */
export interface RunResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Test files that could not be loaded. */
  readonly numRuntimeErrorTestSuites: number;
}

interface TestFile {
  readonly path: string;
}

/** Ends a run that hangs: jest has no time-out for the code outside of tests. */
function giveUp(what: string): never {
  console.error(`${what}. The run is aborted.`);
  process.exit(1);
}

/** Jest reports each test file that has ended. This reports each that still runs, and ends a run that hangs. */
export default class ProgressReporter {
  readonly #rootDir: string;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor({ rootDir }: { readonly rootDir: string }) {
    this.#rootDir = rootDir;
  }

  onTestFileStart({ path: file }: TestFile): void {
    const since = Date.now();
    const name = path.relative(this.#rootDir, file);
    const report = (): void => {
      const ms = Date.now() - since;
      if (ms > longestFileMs) giveUp(`${name} does not end`);
      console.error(`RUNS ${name} (${Math.round(ms / 1000)} s)`);
    };
    this.#timers.set(file, setInterval(report, everyMs));
  }

  onTestFileResult({ path: file }: TestFile): void {
    clearInterval(this.#timers.get(file));
    this.#timers.delete(file);
  }

  onRunComplete(_contexts: unknown, result: RunResult): void {
    const file = process.env[resultFileSetting];
    if (file !== undefined) writeFileSync(file, JSON.stringify(result));
    for (const timer of this.#timers.values()) clearInterval(timer);
    const late = (): void =>
      giveUp('The tests have ended, but their servers or connections have not');
    setTimeout(late, longestEndMs).unref();
  }
}
