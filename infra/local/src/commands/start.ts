import path from 'node:path';

import { readPort } from '../ports';
import { type Health, healthOf } from '../health';
import { followLogs } from '../logs/follow-logs';
import { compilers } from '../stack/plan';
import { type Scale, serviceNames } from '../stack/services';
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
  readonly inspect?: boolean;
}

const healthy: Pick<Health, 'reasons'> = { reasons: [] };

/** Prints the lines of the services and of the compiler, from now on. */
const showLines = (): (() => void) =>
  followLogs({
    folder: path.join(stateDir, 'logs'),
    names: [...serviceNames, 'client', ...compilers],
    from: 'now',
    print: (text) => console.log(text),
  });

/** Runs the platform until a stop signal. */
export async function start({
  scale = {},
  port,
  host,
  client,
  observe = false,
  dev = false,
  inspect = false,
}: StartOptions): Promise<void> {
  const giveUp = new AbortController();
  const stopped = nextStopSignal();
  void stopped.then(() => giveUp.abort());

  const endLines = dev ? showLines() : undefined;
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
      inspect,
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
  for (const { name, operatorUrl } of stack.processes()) {
    const { reasons } = operatorUrl === undefined ? healthy : await healthOf(operatorUrl);
    for (const reason of reasons) console.log(`${name} is degraded: ${reason}`);
  }
  await stopped;
  endLines?.();
  console.log('\nStopping');
  await stack.close();
  console.log('Stopped');
}
