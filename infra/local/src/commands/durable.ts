import { startDurable } from '../durable/start-durable';
import { nextStopSignal } from './next-stop-signal';
import { secondsOfCommand } from './seconds-of-command';
import { durableDir as dir } from './state-dir';

/** Runs the durable database until a stop signal. */
export async function durable(): Promise<void> {
  const stopped = nextStopSignal();
  const say = (line: string): void => console.log(`  ${line}`);
  const database = await startDurable({ dir, say });
  console.log(`  data and logs: ${dir}`);
  console.log(
    `\nReady in ${secondsOfCommand()} s. Ctrl-C or npm run database:durable stop ends it; the data stays.`,
  );
  for (const [setting, uri] of Object.entries(database.env)) {
    console.log(`export ${setting}='${uri}'`);
  }
  await stopped;
  console.log('\nStopping');
  await database.close();
  console.log('Stopped');
}
