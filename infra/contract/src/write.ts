import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { documents } from './documents';

const repository = path.join(__dirname, '../../..');

for (const [file, text] of documents()) writeFileSync(path.join(repository, file), text);
