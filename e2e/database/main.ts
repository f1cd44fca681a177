import { spawn } from 'node:child_process';
import path from 'node:path';

import { repository } from '@ticketing-dev/local';

const help = `npm run test:database -- [durable|stand-in|mongodb://host:port] [jest's options]

Tests whether a database behaves as the platform requires.

  durable    FerretDB on PostgreSQL, started if necessary: all tests, including kill -9
  stand-in   the database of npm test: no query plans and no kill -9
  mongodb:// a running MongoDB: all tests except kill -9; creates and drops databases named test-…`;

const [database = 'durable', ...options] = process.argv.slice(2);

if (database === '--help') {
  console.log(help);
} else if (!/^(durable|stand-in|mongodb:\/\/.+)$/.test(database)) {
  console.error(help);
  process.exitCode = 2;
} else {
  const jest = path.join(repository, 'node_modules/jest/bin/jest.js');
  const config = path.join(repository, 'e2e/database/jest.config.js');
  const args = [jest, '--config', config, '--runInBand', '--verbose', ...options];
  const env = { ...process.env, TEST_DATABASE: database };
  const child = spawn(process.execPath, args, { stdio: 'inherit', env });
  // Ctrl-C reaches jest too. This process waits until jest has stopped its servers.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 1));
}
