import { spawn } from 'node:child_process';
import path from 'node:path';

import { repository } from '@ticketing-dev/local';

const help = `npm run test:database -- [durable|stand-in|mongodb://host:port] [jest's options]

Tests a database as one would a stranger: whether it does what the platform relies on, by what it does.

  durable    FerretDB on PostgreSQL, made if need be: everything, kill -9 too
  stand-in   what npm test finds: neither plans of queries nor kill -9
  mongodb:// a MongoDB that is there: everything but kill -9; its databases named test-… are made and dropped`;

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
  // Ctrl-C reaches jest too, which ends what it has started; this process waits for that.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 1));
}
