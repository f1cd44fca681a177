import { readFileSync } from 'node:fs';

import { eventually } from '@ticketing-dev/common/testing';
import { type Db, MongoClient, ObjectId } from 'mongodb';

import { readBus } from '../../kit/checker/bus';
import { raisedLimits } from '../../kit/limits';
import { aTicketOnSale, ended, pay, placeOrder } from '../../kit/market';
import { ops } from '../../kit/ops';
import { aBuyer, aSeller, expectStatus, type Member } from '../../kit/person';
import { useStack } from '../support/use';

const sales = 12;
const reason = ['--reason', 'a test'];

interface Sale {
  readonly ticketId: string;
  readonly orderId: string;
}

describe('the replicas of a platform under load', () => {
  const stack = useStack({ client: false, env: raisedLimits, mailbox: true });
  let seller: Member;
  let buyer: Member;
  let sold: Sale[];
  let isOver = false;
  let load: Promise<void> = Promise.resolve();

  const sell = async (): Promise<Sale> => {
    const ticket = await aTicketOnSale({ seller, price: 20 });
    const order = await placeOrder(buyer, ticket);
    expectStatus(await pay(buyer, order), 201);
    await ended(buyer, order);
    return { ticketId: ticket.id, orderId: order.id };
  };

  beforeAll(async () => {
    [seller, buyer] = [await aSeller(stack()), await aBuyer(stack())];
    sold = await Promise.all(Array.from({ length: sales }, sell));
  });
  const startLoad = (): void => {
    const sellOn = async (): Promise<void> => {
      // A sale fails if the damage is done between its steps.
      while (!isOver) await sell().catch(() => undefined);
    };
    load = Promise.all([sellOn(), sellOn()]).then(() => undefined);
  };
  afterAll(async () => {
    isOver = true;
    await load;
  });

  const inDatabase = async <T>(service: string, work: (database: Db) => Promise<T>): Promise<T> => {
    const client = new MongoClient(stack().addresses.mongo[service] ?? '');
    try {
      return await work(client.db());
    } finally {
      await client.close();
    }
  };

  const key = (id: string | undefined): ObjectId => ObjectId.createFromHexString(id ?? '');

  /** One replica is dropped, and rows of others are falsified in each way that is known. */
  const damage = async (): Promise<void> => {
    const [wrong, ahead, reopened, old, unnamed, withoutPass] = sold;
    await inDatabase('orders', async (database) => {
      await database.collection('tickets').deleteMany({});
    });
    await inDatabase('tickets', async (database) => {
      const orders = database.collection('orders');
      const change = (sale: Sale | undefined, update: object) =>
        orders.updateOne({ _id: key(sale?.orderId) }, update);
      await change(wrong, { $set: { priceInCents: 1 } });
      await change(ahead, { $set: { version: 99, status: 'created' } });
      await change(reopened, { $set: { version: 0, status: 'created' } });
      await change(old, { $unset: { sellerId: '', completedAt: '' } });
      const _id = key('f'.repeat(24));
      await orders.insertOne({ _id, version: 0, ticketId: 'e'.repeat(24), status: 'cancelled' });
      await database
        .collection('tickets')
        .updateOne({ _id: key(unnamed?.ticketId) }, { $unset: { orderId: '' } });
      await database.collection('passes').deleteOne({ _id: key(withoutPass?.ticketId) });
    });
    await inDatabase('payments', async (database) => {
      await database
        .collection('orders')
        .updateOne({ _id: key(wrong?.orderId) }, { $set: { userId: 'nobody' } });
    });
  };

  const published = async (): Promise<ReadonlyMap<string, number>> => {
    const counts = new Map<string, number>();
    for (const { data } of await readBus(stack().addresses.nats)) {
      const { eventId = '' } = data as { readonly eventId?: string };
      counts.set(eventId, (counts.get(eventId) ?? 0) + 1);
    }
    return counts;
  };

  it('are mended in place, and nothing is sent twice', async () => {
    const [, , , , , withoutPass] = sold;
    const before = await published();
    startLoad();
    await damage();
    const seen = await ops(stack(), 'replicas', 'verify', '--json');
    expect(seen.exitCode).toBe(1);
    for (const kind of ['missing', 'different', 'older', 'ahead', 'unknown', 'derived']) {
      expect(seen.output).toContain(`"kind":"${kind}"`);
    }

    const mended = await ops(stack(), 'replicas', 'rebuild', '--remove-unknown', ...reason);

    expect(mended).toMatchObject({ exitCode: 0 });
    expect(mended.output).toContain('ahead');
    const after = await ops(stack(), 'replicas', 'verify');
    expect(after.output.match(/ 0 differences/g)).toHaveLength(5);
    expect(after.exitCode).toBe(0);
    isOver = true;
    await load;
    const counts = await published();
    // The pass is a new one, so that its first event is published, too.
    const renewed = `pass:updated/${withoutPass?.ticketId ?? ''}/0`;
    expect([...before.keys()].filter((id) => !counts.has(id))).toEqual([]);
    expect([...counts].filter(([id, count]) => count > 1 && id !== renewed)).toEqual([]);
    const log = readFileSync(stack().logFile('auth'), 'utf8');
    const mails = [...log.matchAll(/"mail":"(\w+)".*"sent a mail"/g)].map(([, id]) => id);
    expect(mails.length).toBeGreaterThan(sales);
    expect(new Set(mails).size).toBe(mails.length);
  });

  it('keep the fields that an old build did not store, and the passes of sold tickets', async () => {
    const [, , , old, , withoutPass] = sold;

    await eventually(() =>
      inDatabase('tickets', async (database) => {
        const orders = database.collection('orders');
        expect(await orders.findOne({ _id: key(old?.orderId) })).toMatchObject({
          sellerId: seller.id,
          completedAt: expect.any(Date) as Date,
        });
        const pass = { _id: key(withoutPass?.ticketId) };
        expect(await database.collection('passes').findOne(pass)).toMatchObject({ state: 'valid' });
      }),
    );
  });

  it('cannot be rebuilt without a reason', async () => {
    const { exitCode, errors } = await ops(stack(), 'replicas', 'rebuild');

    expect(exitCode).toBe(2);
    expect(errors).toContain("required option '--reason <text>' not specified");
  });
});
