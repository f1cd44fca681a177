import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { signedIn, testJwtKey } from '@ticketing-dev/common/testing';
import { repository } from '@ticketing-dev/local';

import { command, runCommand, wholeNumber } from '../kit/arguments';
import { raisedLimits } from '../kit/limits';
import { anOwnStack } from '../kit/own-stack';

const run = promisify(execFile);

const version = '4.32.5';

/**
 * Checks that contradict docs/contract.md:
 * - unsupported_method expects 405; the contract: "any other path under /api: 404".
 * - use_after_free expects 404 after DELETE; the contract: a cancelled order can still be read.
 * - negative_data_rejection expects 400 for every body that the schema refuses; the contract: a price may be sent as a
 *   number or as text, and unknown fields are ignored.
 * - positive_data_acceptance expects 2xx for every body that the schema accepts; JSON Schema cannot say what a title
 *   or an e-mail address is.
 */
const contradicting = [
  'unsupported_method',
  'use_after_free',
  'negative_data_rejection',
  'positive_data_acceptance',
];

/** They end the session with which all requests are sent, or change its password. */
const endSessions = ['signOut', 'signOutEverywhere', 'changePassword'];

/** They do not end, and schemathesis waits for the end of each answer. */
const streams = ['streamTickets', 'streamTicket', 'streamOrder'];

/** Installs schemathesis, once for each version. */
async function schemathesis(): Promise<string> {
  const folder = path.join(homedir(), '.cache/ticketing', `schemathesis-${version}`);
  const program = path.join(folder, 'bin/schemathesis');
  if (existsSync(program)) return program;
  console.log(`Installing schemathesis ${version}`);
  await run('python3', ['-m', 'venv', folder]);
  const pip = path.join(folder, 'bin/pip');
  await run(pip, ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${version}`]);
  return program;
}

/** Runs a program with its output on ours; whether it ended well. */
async function isGood(program: string, args: readonly string[], cwd: string): Promise<boolean> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) console.log(`${path.basename(program)} ended with ${code ?? 'a signal'}`);
  return code === 0;
}

const contract = command(
  'contract',
  `Plays docs/openapi.yaml and the Postman collection against a platform of its own: newman runs the collection, and
schemathesis generates requests from the document, with and without faults, and compares every answer with it.`,
).option(
  '--examples <count>',
  'the most requests per route and phase; 1500 make more than 20,000 requests',
  wholeNumber(),
  20,
);

runCommand(contract, async ({ examples, seed }) => {
  const program = await schemathesis();
  const stack = await anOwnStack({
    client: false,
    mailbox: true,
    env: { ...raisedLimits, LOG_LEVEL: 'warn', JWT_KEY: testJwtKey },
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'ticketing-contract-'));
  try {
    const environment = path.join(folder, 'environment.json');
    const values = [{ key: 'baseUrl', value: stack.url, enabled: true }];
    await writeFile(environment, JSON.stringify({ name: 'own stack', values }));
    const newman = await isGood(
      path.join(repository, 'node_modules/.bin/newman'),
      [
        'run',
        path.join(repository, 'docs/postman/ticketing.postman_collection.json'),
        ...['--environment', environment, '--delay-request', '20', '--reporter-cli-no-banner'],
      ],
      folder,
    );
    const routes = (include: 'include' | 'exclude', ids: readonly string[]) =>
      ids.flatMap((id) => [`--${include}-operation-id`, id]);
    const play = (filter: string[]) =>
      isGood(
        program,
        [
          'run',
          path.join(repository, 'docs/openapi.yaml'),
          `--url=${stack.url}`,
          `--seed=${seed}`,
          `--max-examples=${examples}`,
          `--exclude-checks=${contradicting.join(',')}`,
          `--header=Cookie:${signedIn('buyer')}`,
          '--suppress-health-check=all',
          ...filter,
        ],
        folder,
      );
    const others = await play(routes('exclude', [...endSessions, ...streams]));
    // No link leads to these.
    const ending = await play([
      ...routes('include', endSessions),
      '--phases',
      'examples,coverage,fuzzing',
    ]);
    return newman && others && ending;
  } finally {
    await stack.end();
    await rm(folder, { recursive: true });
  }
});
