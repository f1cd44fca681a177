import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { MongoBinary } from 'mongodb-memory-server';

import { cacheFolder } from '../paths';

/** Prints the path of mongodb-memory-server's mongod. Downloads it if it is missing. */
const downloadDir = path.join(cacheFolder(), 'mongod');
mkdirSync(downloadDir, { recursive: true });
MongoBinary.getPath({ downloadDir }).then(
  (command) => console.log(command),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
