import { setTimeout as delay } from 'node:timers/promises';

import { Commands } from '../kit/command';
import { aStackFolder } from '../kit/own-stack';
import { sum } from '../kit/stats';
import type { Row, Scenarios } from './measure';
import { memoryMbOf } from './processes';

const megabytes = (value: number): string => `${value.toFixed(0)} MB`;

async function idleRows(dir: string, idleSeconds: number): Promise<Row[]> {
  const commands = await Commands.on(dir);
  try {
    const { pid, readySeconds, output } = await commands.start();
    await commands.seed();
    await delay(idleSeconds * 1000);
    const running = [{ name: 'npm start', pid }, ...(await commands.status())];
    const memory = Object.entries(memoryMbOf(running));
    const all = sum(memory.map(([, value]) => value));
    const built = output.includes('Building the client') ? ', with the build of the client' : '';
    const note = `${megabytes(all)} of memory (PSS) in all, after ${idleSeconds} s; ready after ${readySeconds} s${built}`;
    return [{ note }, ...memory.map(([name, value]) => ({ name, note: megabytes(value) }))];
  } finally {
    await commands.stop();
  }
}

/** A page that processes share counts in part for each of them. So no other platform runs meanwhile. */
export const idle: Scenarios = {
  async 'an idle platform with demo data, as npm start runs it'({ stack }, { idleSeconds }) {
    const names = stack.processes().map(({ name }) => name);
    for (const name of names.toReversed()) await stack.stop(name);
    const folder = await aStackFolder();
    const rows = await idleRows(folder.dir, idleSeconds).finally(folder.end);
    for (const name of names) await stack.start(name);
    return rows;
  },
};
