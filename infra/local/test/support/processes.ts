import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { ProcessSpec } from '../../src/supervisor/process-spec';
import { waitFor } from '../../src/wait-for';

const dir = mkdtempSync(path.join(tmpdir(), 'ticketing-supervisor-'));

/** The folder of this test file's processes; emptied before each test. */
export function inFolder(): string {
  beforeEach(() => {
    for (const name of ['a', 'b', 'ends', 'state.json']) rmSync(file(name), { force: true });
  });
  afterAll(() => rmSync(dir, { recursive: true }));
  return dir;
}

export const file = (name: string): string => path.join(dir, name);

export async function soon(
  condition: () => Promise<boolean> | boolean,
  timeoutMs = 10_000,
): Promise<void> {
  expect(await waitFor(condition, { timeoutMs, everyMs: 10 })).toBe(true);
}

/** A process that runs this script; ready when it has made its file. */
export function aProcess(name: string, script: string): ProcessSpec {
  return {
    name,
    command: process.execPath,
    args: ['-e', `const fs = require('fs'); ${script}`],
    cwd: dir,
    env: { NAME: name },
    url: name,
    isReady: () => Promise.resolve(existsSync(file(name))),
  };
}

export const LIVES = `fs.appendFileSync(process.env.NAME, 'started '); setInterval(() => {}, 1000);`;

export const LOGS_ITS_END = `process.on('SIGTERM', () => {
  fs.appendFileSync('ends', process.env.NAME + ' ');
  process.exit();
});`;
