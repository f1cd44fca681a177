import path from 'node:path';

import { repository } from '../paths';

/** The folder of this clone's stack. */
export const stateDir = process.env['TICKETING_DIR'] || path.join(repository, '.local');

/** The folder of this clone's durable database. */
export const durableDir = path.join(stateDir, 'durable');
