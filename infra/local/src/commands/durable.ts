import path from 'node:path';

import { startDurable } from '../durable/start-durable';
import { nextStopSignal } from './next-stop-signal';
import { stateDir } from './state-dir';
import { stop } from './stop';

const dir = path.join(stateDir, 'durable');

/** Runs the durable database until a stop signal. */
export async function durable(): Promise<void> {
  const since = Date.now();
  const stopped = nextStopSignal();
  const say = (line: string): void => console.log(`  ${line}`);
  const database = await startDurable({ dir, say });
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  console.log(`  data and logs: ${dir}`);
  console.log(
    `\nReady in ${seconds} s. Ctrl-C or npm run database:durable stop ends it; the data stays.`,
  );
  for (const [setting, uri] of Object.entries(database.env)) {
    console.log(`export ${setting}='${uri}'`);
  }
  await stopped;
  console.log('\nStopping');
  await database.close();
  console.log('Stopped');
}

/** Stops this clone's durable database, if it runs. */
export const stopDurable = (): Promise<void> => stop(dir);
