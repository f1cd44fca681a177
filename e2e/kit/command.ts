import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';

import { eventually } from '@ticketing-dev/common/testing';
import { repository } from '@ticketing-dev/local';
import { freePort } from '@ticketing-dev/local/testing';

import { ownServers } from './own-stack';

/** The client may have to be built. */
const START_MS = 300_000;
const cli = path.join(repository, 'infra/local/dist/cli.js');
const runFile = promisify(execFile);

export interface StatusRow {
  readonly name: string;
  readonly pid: number | null;
  readonly url: string;
  readonly restarts: number;
}

interface Launched {
  readonly pid: number;
  /** What it has said so far. */
  readonly output: () => string;
  /** Resolves to all that it said. */
  readonly ended: Promise<string>;
}

/** The commands that people type, on a folder of their own. */
export class Commands {
  constructor(
    private readonly dir: string,
    private readonly port: number,
  ) {}

  static async on(dir: string): Promise<Commands> {
    return new Commands(dir, await freePort());
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** `npm start`, whether it gets ready or not. */
  launch(...options: string[]): Launched {
    const runner = spawn(process.execPath, [cli, 'start', ...options], {
      cwd: repository,
      env: this.env(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    runner.stdout.on('data', keep);
    runner.stderr.on('data', keep);
    return {
      pid: runner.pid ?? 0,
      output: () => output,
      ended: once(runner, 'close').then(() => output),
    };
  }

  /** `npm start`; resolves to the runner's pid when it says the address, and how long it took. */
  async start(...options: string[]) {
    const { pid, output } = this.launch(...options);
    const readySeconds = await eventually(() => {
      const [, seconds] = /Ready in ([\d.]+) s/.exec(output()) ?? [];
      if (seconds === undefined || !output().includes(this.url))
        throw new Error(`It has not started: ${output()}`);
      return Number(seconds);
    }, START_MS);
    return { pid, readySeconds, output: output() };
  }

  /** `npm stop`; what it says. */
  stop(): Promise<string> {
    return this.run('stop');
  }

  /** `npm run seed` */
  seed(): Promise<string> {
    return this.run('seed');
  }

  /** `npm run status -- --json` */
  async status(): Promise<readonly StatusRow[]> {
    return JSON.parse(await this.run('status', '--json')) as StatusRow[];
  }

  private async run(...args: string[]): Promise<string> {
    const { stdout } = await runFile(process.execPath, [cli, ...args], { env: this.env() });
    return stdout;
  }

  private env(): NodeJS.ProcessEnv {
    return { ...ownServers, TICKETING_DIR: this.dir, PORT: String(this.port) };
  }
}
