import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { PassBody } from '@ticketing-dev/common/contracts';
import { eventually } from '@ticketing-dev/common/testing';
import { serviceNames } from '@ticketing-dev/local';

import { Reader } from '../../kit/checker/facts';
import { atRest } from '../../kit/checker/judge';
import { raisedLimits } from '../../kit/limits';
import { aTicketOnSale, ended, pay, placeOrder } from '../../kit/market';
import { ops } from '../../kit/ops';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
import { aMember, expectStatus, type Member, password, Person } from '../../kit/person';

const sales = 6;
const because = ['--reason', 'a test'];
const withinMs = 60_000;

describe('a backup, in an empty platform,', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ticketing-backup-'));
  let lost: OwnStack;
  let restored: OwnStack;
  let buyer: Member & { readonly email: string };
  let soldId: string;
  let code: string | undefined;

  const sell = async (seller: Member): Promise<string> => {
    const order = await placeOrder(buyer, await aTicketOnSale({ seller, price: 20 }));
    expectStatus(await pay(buyer, order), 201);
    await ended(buyer, order);
    return order.id;
  };
  const passOf = (person: Person, orderId: string) =>
    eventually(
      async () =>
        expectStatus(await person.call<PassBody>('GET', `/api/tickets/passes/${orderId}`), 200),
      withinMs,
    );

  beforeAll(async () => {
    lost = await anOwnStack({ client: false, env: raisedLimits });
    const seller = await aMember(lost);
    buyer = await aMember(lost);
    [soldId = ''] = await Promise.all(Array.from({ length: sales }, () => sell(seller)));
    ({ code } = await passOf(buyer.person, soldId));
    const isSettled = () =>
      eventually(async () => {
        expect(await ops(lost, 'reconcile')).toMatchObject({ exitCode: 0 });
      }, withinMs);
    await isSettled();
    expect(await ops(lost, 'backup', folder, ...because)).toMatchObject({ exitCode: 0 });
    // These are in no backup, and Stripe has their charges.
    await Promise.all([sell(seller), sell(seller)]);
    await isSettled();
    for (const service of serviceNames) await lost.stop(service);
    restored = await anOwnStack({
      client: false,
      env: { ...raisedLimits, STRIPE_URL: lost.stripeUrl },
    });
  });
  afterAll(async () => {
    await restored.end();
    await lost.end();
    rmSync(folder, { recursive: true });
  });

  it('is readable by its owner only, and is not restored if it is cut off', async () => {
    const file = path.join(folder, 'payments.ndjson.gz');
    const { size, mode } = statSync(file);
    expect(mode & 0o077).toBe(0);
    const copy = mkdtempSync(path.join(tmpdir(), 'ticketing-backup-'));
    expect(await ops(restored, 'backup', copy, ...because)).toMatchObject({ exitCode: 0 });
    const cut = path.join(copy, 'payments.ndjson.gz');
    truncateSync(cut, Math.min(size, statSync(cut).size) - 10);

    const { exitCode, errors } = await ops(restored, 'restore', copy, ...because);

    expect({ exitCode, errors }).toEqual({
      exitCode: 2,
      errors: `${cut} is not a whole backup of payments\n`,
    });
    rmSync(copy, { recursive: true });
  });

  it('keeps the promises: every charge has an order or a refund', async () => {
    const { exitCode, output } = await ops(restored, 'restore', folder, '--json', ...because);
    expect(exitCode).toBe(0);
    const { replaySince } = JSON.parse(output) as { readonly replaySince: string };
    for (const service of serviceNames) await restored.stop(service);
    for (const service of serviceNames) await restored.start(service);
    for (const owner of ['auth', 'tickets', 'orders', 'payments']) {
      const replay = ['replay', owner, '--since', replaySince, ...because];
      expect(await ops(restored, ...replay)).toMatchObject({ exitCode: 0 });
    }
    const rebuild = ['replicas', 'rebuild', '--remove-unknown', ...because];
    expect(await ops(restored, ...rebuild)).toMatchObject({ exitCode: 0 });

    const mended = await ops(restored, 'reconcile', '--record', '--refund', ...because);

    expect(mended.output).toContain('refunded now');
    await eventually(async () => {
      expect(await ops(restored, 'reconcile')).toMatchObject({ exitCode: 0 });
    }, withinMs);
    const { mongo, redis } = restored.addresses;
    const reader = new Reader({ mongo, redis, stripeUrl: lost.stripeUrl });
    await eventually(async () => {
      const facts = await reader.facts();
      const orders = new Set(facts.orders.map(({ _id }) => _id));
      // The orders that are in no backup are gone, and their money went back.
      const charges = facts.charges.filter(
        ({ refunded, transfer_group: orderId }) => !refunded || orders.has(orderId ?? ''),
      );
      expect(charges.length).toBeLessThan(facts.charges.length);
      expect(atRest({ ...facts, charges })).toEqual([]);
    }, withinMs);
    await reader.close();
  });

  it('has the accounts, and the codes that buyers already have', async () => {
    const person = new Person(restored);
    const { email } = buyer;
    expectStatus(await person.call('POST', '/api/users/signin', { email, password }), 200);

    expect((await passOf(person, soldId)).code).toBe(code);
  });

  it('is not restored into a platform that is in use', async () => {
    const { exitCode, errors } = await ops(restored, 'restore', folder, ...because);

    expect(exitCode).toBe(2);
    expect(errors).toContain('The database is in use');
    const { email } = buyer;
    const again = new Person(restored);
    expectStatus(await again.call('POST', '/api/users/signin', { email, password }), 200);
  });
});
