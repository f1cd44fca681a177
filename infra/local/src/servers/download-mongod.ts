import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { MongoBinary } from 'mongodb-memory-server';

import { cacheFolder } from '../paths';

/** Prints the path of the mongod that mongodb-memory-server has, or fetches. */
const downloadDir = path.join(cacheFolder(), 'mongod');
mkdirSync(downloadDir, { recursive: true });
MongoBinary.getPath({ downloadDir }).then(
  (command) => console.log(command),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
