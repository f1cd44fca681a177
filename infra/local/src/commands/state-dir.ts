import path from 'node:path';

import { repository } from '../paths';

/** The folder of this clone's stack. */
export const stateDir = process.env['TICKETING_DIR'] || path.join(repository, '.local');
