import { rm } from 'node:fs/promises';

import { durableDir, stateDir } from './state-dir';
import { stop } from './stop';

/** Stops everything and deletes this clone's data. */
export async function reset(): Promise<void> {
  await stop(stateDir, durableDir);
  await rm(stateDir, { recursive: true, force: true, maxRetries: 5 });
  console.log('All data of this clone is gone: databases, bus, Stripe ledger, logs');
}
