import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { repository } from '../paths';
import { run } from '../run';

const buildTimeoutMs = 15 * 60_000;
const client = path.join(repository, 'client');
const built = path.join(client, '.next/standalone/client');
const stamp = path.join(client, '.next/ticketing-sources');

const notSources = new Set([
  'node_modules',
  '.next',
  'next-env.d.ts',
  'test',
  'tsconfig.tsbuildinfo',
]);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !notSources.has(name))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(file) : [file];
    })
    .sort();
}

/** A hash of everything that the build depends on. */
function hashOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  const shared = ['package-lock.json', 'docs/openapi.yaml', 'docs/asyncapi.yaml'].map((file) =>
    path.join(repository, file),
  );
  for (const file of [
    ...filesIn(client),
    ...filesIn(path.join(repository, 'common/src')),
    ...filesIn(path.join(repository, 'docs/postman')),
    ...shared,
  ]) {
    hash.update(path.relative(repository, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

const isBuilt = (hash: string): boolean =>
  existsSync(path.join(built, 'server.js')) &&
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === hash;

/**
 * Runs `next build`, if the sources have changed since the last build.
 *
 * @throws Error with the output of a failed build
 */
export async function buildClient(say: (line: string) => void): Promise<void> {
  const hash = hashOfSources();
  if (isBuilt(hash)) return;
  say('Building the client (next build)');
  const next = path.join(repository, 'node_modules/next/dist/bin/next');
  const { ok, output } = await run(process.execPath, [next, 'build'], {
    cwd: client,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    timeoutMs: buildTimeoutMs,
  });
  if (!ok) throw new Error(`next build failed:\n${output}`);
  // Next expects a web server to serve these files. Here the standalone server serves them.
  for (const [from, to] of [
    ['.next/static', '.next/static'],
    ['public', 'public'],
  ] as const) {
    const source = path.join(client, from);
    if (existsSync(source)) cpSync(source, path.join(built, to), { recursive: true });
  }
  writeFileSync(stamp, hash);
}
