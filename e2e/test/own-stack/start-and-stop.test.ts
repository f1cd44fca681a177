import { readFileSync } from 'node:fs';
import path from 'node:path';

import { eventually } from '@ticketing-dev/common/testing';
import { marked } from '@ticketing-dev/local/testing';

import { Commands, type StatusRow } from '../../kit/command';
import { charged } from '../../kit/ledger';
import { aTicketOnSale, ended, orderNow, pay, placeOrder, ticketNow } from '../../kit/market';
import { aStackFolder } from '../../kit/own-stack';
import { aBuyer, expectStatus } from '../../kit/person';

describe('npm start and npm stop', () => {
  let commands: Commands;
  let folder: { dir: string; end: () => Promise<void> };

  beforeAll(async () => {
    folder = await aStackFolder();
    commands = await Commands.on(folder.dir);
  });
  afterAll(() => folder.end());

  const expectNoProcess = async (): Promise<void> => {
    expect(marked(folder.dir)).toEqual([]);
    expect(await commands.status()).toEqual([]);
  };
  const theShop = async () => ({
    url: commands.url,
    stripeUrl: (await commands.status()).find(({ name }) => name === 'stripe')?.url ?? '',
  });

  it('keep the data after kill -9 of all processes', async () => {
    const { pid: runner } = await commands.start('--no-client');
    const before = await theShop();
    const buyer = await aBuyer(before);
    const [sold, held, free] = [
      await aTicketOnSale({ shop: before, price: 19.99 }),
      await aTicketOnSale({ shop: before }),
      await aTicketOnSale({ shop: before }),
    ];
    const paid = await placeOrder(buyer, sold);
    expectStatus(await pay(buyer, paid), 201);
    const open = await placeOrder(buyer, held);
    await charged(paid, before);

    for (const pid of [runner, ...marked(folder.dir)]) process.kill(pid, 'SIGKILL');
    await eventually(() => expect(marked(folder.dir)).toEqual([]));
    await commands.start('--no-client');

    const after = await theShop();
    expect(await ended(buyer, paid)).toMatchObject({ status: 'complete' });
    expect(await charged(paid, after)).toMatchObject({ amount: 1999 });
    expect(await orderNow(buyer, open)).toMatchObject({
      status: 'created',
      ticket: { id: held.id },
    });
    expect(await ticketNow(free, after)).toEqual(free);
    expectStatus(await pay(buyer, open), 201);
    expect(await ended(buyer, open)).toMatchObject({ status: 'complete' });
    await charged(open, after);
  });

  it('leave no process', async () => {
    const running = await commands.status();
    expect(running.length).toBeGreaterThan(0);
    expect(running.every(({ pid }) => pid !== null)).toBe(true);

    await commands.stop();

    await expectNoProcess();
    await expect(fetch(commands.url)).rejects.toThrow('fetch failed');
  });

  it('name each server that does not answer during the start, and continue when it does', async () => {
    const servers = ['mongo', 'nats', 'redis', 'stripe'];
    const starting = commands.launch('--no-client');
    // From the file: the command `status` would take as long as the start.
    const pids = await eventually(() => {
      const state = JSON.parse(readFileSync(path.join(folder.dir, 'state.json'), 'utf8')) as {
        readonly processes: readonly StatusRow[];
      };
      return servers.map((server) => {
        const pid = state.processes.find(({ name }) => name === server)?.pid;
        if (typeof pid !== 'number') throw new Error(`${server} does not run`);
        return pid;
      });
    });
    for (const pid of pids) process.kill(pid, 'SIGSTOP');

    await eventually(() => {
      for (const [index, server] of servers.entries()) {
        const line = `Waiting for ${server}: it is stopped (kill -CONT ${pids[index]} lets it go on)`;
        expect(starting.output()).toContain(line);
      }
    }, 30_000);
    for (const pid of pids) process.kill(pid, 'SIGCONT');

    await eventually(() => expect(starting.output()).toContain('Ready in'), 90_000);
    expect(await commands.stop()).toContain('Stopped');
  });

  it('end a start that is not ready yet', async () => {
    const starting = commands.launch('--no-client');
    await eventually(async () => expect(await commands.stop()).toContain('Stopped'));

    expect(await starting.ended).toContain('Stopped');
    await expectNoProcess();
  });
});
