import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { documents } from './documents';

/** Writes the types of the client that callers use. The library is an ES module, so it is run as a program. */
const typesOf = [
  'node_modules/openapi-typescript/bin/cli.js',
  'docs/openapi.yaml',
  '--immutable',
  '--output',
  'common/src/client/paths.ts',
];

const repository = path.join(__dirname, '../../..');

for (const [file, text] of documents()) writeFileSync(path.join(repository, file), text);
execFileSync(process.execPath, typesOf, { cwd: repository, stdio: 'ignore' });
