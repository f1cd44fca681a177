import { writeFileSync } from 'node:fs';
import path from 'node:path';

const EVERY_MS = 30_000;
/** Far more than any test file takes, whose tests and hooks have bounds of their own. */
const LONGEST_FILE_MS = 20 * 60_000;
/** The servers of a run end within half a minute. */
const LONGEST_END_MS = 3 * 60_000;

/** The setting that names the file that the result is written to. */
export const RESULT_FILE = 'TICKETING_TEST_RESULT';

/** What jest tells of a whole run, as far as it is read here. */
export interface RunResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Test files that did not even load. */
  readonly numRuntimeErrorTestSuites: number;
}

interface TestFile {
  readonly path: string;
}

/** Ends a run that stands still: jest itself has no bound on what is done around the tests. */
function giveUp(what: string): never {
  console.error(`${what}. The run is given up.`);
  process.exit(1);
}

/** Jest says each file that has ended. This says each that takes long, so that no run is silent, and ends one that hangs. */
export default class ProgressReporter {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly config: { readonly rootDir: string }) {}

  onTestFileStart({ path: file }: TestFile): void {
    const since = Date.now();
    const name = path.relative(this.config.rootDir, file);
    const look = (): void => {
      const ms = Date.now() - since;
      if (ms > LONGEST_FILE_MS) giveUp(`${name} does not end`);
      console.error(`RUNS ${name} (${Math.round(ms / 1000)} s)`);
    };
    this.#timers.set(file, setInterval(look, EVERY_MS));
  }

  onTestFileResult({ path: file }: TestFile): void {
    clearInterval(this.#timers.get(file));
    this.#timers.delete(file);
  }

  onRunComplete(_contexts: unknown, result: RunResult): void {
    const file = process.env[RESULT_FILE];
    if (file !== undefined) writeFileSync(file, JSON.stringify(result));
    for (const timer of this.#timers.values()) clearInterval(timer);
    const late = (): void => giveUp('The tests have ended, but what they started does not end');
    setTimeout(late, LONGEST_END_MS).unref();
  }
}
