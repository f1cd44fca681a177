import path from 'node:path';

const EVERY_MS = 30_000;

interface TestFile {
  readonly path: string;
}

/** Jest says each file that has ended. This says each that takes long, so that a run is never silent. */
export default class ProgressReporter {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly config: { readonly rootDir: string }) {}

  onTestFileStart({ path: file }: TestFile): void {
    const since = Date.now();
    const say = (): void => {
      const seconds = Math.round((Date.now() - since) / 1000);
      console.error(`RUNS ${path.relative(this.config.rootDir, file)} (${seconds} s)`);
    };
    this.#timers.set(file, setInterval(say, EVERY_MS));
  }

  onTestFileResult({ path: file }: TestFile): void {
    clearInterval(this.#timers.get(file));
    this.#timers.delete(file);
  }

  onRunComplete(): void {
    for (const timer of this.#timers.values()) clearInterval(timer);
  }
}
