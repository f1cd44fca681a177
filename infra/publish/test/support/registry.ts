import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Registry {
  readonly url: string;
  /** Lines for an .npmrc: our packages come from this registry, with a token, and all others from the default one. */
  readonly npmrc: string;
  stop(): Promise<void>;
}

const startMs = 60_000;

const configOf = (folder: string): string => `
storage: ${folder}/storage
auth: { htpasswd: { file: ${folder}/htpasswd } }
packages:
  '@ticketing-dev/*': { access: $all, publish: $authenticated }
log: { type: stdout, format: json, level: http }
`;

/** Resolves when Verdaccio listens, which it reports by IPC. */
async function portOf(child: ChildProcess): Promise<void> {
  const late = AbortSignal.timeout(startMs);
  await Promise.race([
    once(child, 'message', { signal: late }),
    once(child, 'exit').then(([code]) => {
      throw new Error(`verdaccio ended with ${String(code)} before it listened`);
    }),
  ]);
}

async function signUp(url: string): Promise<string> {
  const response = await fetch(`${url}/-/user/org.couchdb.user:publisher`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'publisher', password: 'of this test only' }),
  });
  const { token } = (await response.json()) as { token?: string };
  if (token === undefined) throw new Error(`verdaccio answers ${response.status} to a sign-up`);
  return token;
}

export async function startRegistry(folder: string, port: number): Promise<Registry> {
  const config = path.join(folder, 'verdaccio.yaml');
  writeFileSync(config, configOf(folder));
  const program = require.resolve('verdaccio/bin/verdaccio');
  const child = spawn(
    process.execPath,
    [program, '--config', config, '--listen', `127.0.0.1:${port}`],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  await portOf(child);
  const url = `http://127.0.0.1:${port}`;
  const token = await signUp(url);
  return {
    url,
    npmrc: `@ticketing-dev:registry=${url}/\n//127.0.0.1:${port}/:_authToken=${token}\n`,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
