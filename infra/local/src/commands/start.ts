import { readPort } from '../ports';
import type { Scale } from '../stack/services';
import { startStack, type Stack } from '../stack/start-stack';
import { nextStopSignal } from './next-stop-signal';
import { secondsOfCommand } from './seconds-of-command';
import { stateDir } from './state-dir';

export interface StartOptions {
  readonly scale?: Scale;
  readonly port: string;
  readonly host: string;
  readonly client: boolean;
  readonly observe?: boolean;
  readonly dev?: boolean;
}

/** Runs the platform until a stop signal. */
export async function start({
  scale = {},
  port,
  host,
  client,
  observe = false,
  dev = false,
}: StartOptions): Promise<void> {
  const giveUp = new AbortController();
  const stopped = nextStopSignal();
  void stopped.then(() => giveUp.abort());

  let stack: Stack;
  try {
    const say = (line: string): void => console.log(`  ${line}`);
    const { signal } = giveUp;
    stack = await startStack({
      dir: stateDir,
      port: readPort(port),
      host,
      client,
      observe,
      dev,
      scale,
      mailbox: true,
      say,
      signal,
    });
  } catch (error) {
    if (!giveUp.signal.aborted) throw error;
    console.log('Stopped');
    return;
  }
  console.log(`\nReady in ${secondsOfCommand()} s. Ctrl-C or npm stop ends it.\n${stack.url}`);
  const { mailbox } = stack.addresses;
  if (mailbox) console.log(`The mails of the shop: ${mailbox.page}`);
  if (stack.prometheusUrl) console.log(`Metrics and alerts: ${stack.prometheusUrl}`);
  await stopped;
  console.log('\nStopping');
  await stack.close();
  console.log('Stopped');
}
