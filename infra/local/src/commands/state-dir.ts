import path from 'node:path';

import { repository } from '../paths';

/** The clone's own stack. */
export const stateDir = process.env['TICKETING_DIR'] || path.join(repository, '.local');
