import { randomBytes } from 'node:crypto';

import { type Bus, silentLogger } from '@ticketing-dev/common';
import type { PaymentBody } from '@ticketing-dev/common/contracts';
import { createNatsBus } from '@ticketing-dev/common/nats';
import { eventually } from '@ticketing-dev/common/testing';

import { Reader } from '../../kit/checker/facts';
import { aTicketOnSale, EVENT_MS, heldBy } from '../../kit/market';
import { aBuyer, aSeller, expectStatus, type Member, messagesOf } from '../../kit/person';
import { useStack } from '../support/use';

const quarterOfAnHour = 15 * 60 * 1000;
const newId = (): string => randomBytes(12).toString('hex');

/** Stands for an orders service of another author, which publishes only the fields of the contract. */
describe('an orders service that publishes only the contract', () => {
  const stack = useStack({ client: false });
  let bus: Bus;
  let seller: Member;
  let buyer: Member;
  const expired: string[] = [];

  beforeAll(async () => {
    [seller, buyer] = [await aSeller(stack()), await aBuyer(stack())];
    await stack().stop('orders');
    const { nats: url } = stack().addresses;
    const clientId = `published-${newId()}`;
    bus = createNatsBus({ url, clusterId: 'ticketing', clientId }, silentLogger());
    bus.subscribe({
      subject: 'expiration:complete',
      group: 'published',
      onDelivery(delivery) {
        expired.push((JSON.parse(delivery.data) as { orderId: string }).orderId);
        delivery.ack();
      },
    });
  });
  afterAll(() => bus.close());

  const publish = (subject: string, data: object): Promise<void> =>
    eventually(() => bus.publish(subject, JSON.stringify(data)));

  const anOrder = async (of?: { id: string; price: number }, holdMs = quarterOfAnHour) => {
    const { id: ticketId, price } = of ?? (await aTicketOnSale({ seller }));
    const ticket = { id: ticketId, price };
    const id = newId();
    const expiresAt = new Date(Date.now() + holdMs).toISOString();
    const order = { id, version: 0, status: 'created', userId: buyer.id, expiresAt, ticket };
    return {
      ...order,
      create: () => publish('order:created', order),
      cancel: () => publish('order:cancelled', { id, version: 1, ticket: { id: ticketId } }),
    };
  };

  const paymentOf = (orderId: string) =>
    buyer.person.call<PaymentBody>('GET', `/api/payments/${orderId}`);
  const payFor = (orderId: string) =>
    buyer.person.call('POST', '/api/payments', { orderId, token: 'tok_visa' });

  it('has its order held, paid and released, and its buyer can read the payment', async () => {
    const { id, ticket, ...order } = await anOrder();

    await order.create();
    await heldBy(ticket, id, stack());
    await eventually(async () => expectStatus(await payFor(id), 201), EVENT_MS);
    await order.cancel();

    await heldBy(ticket, undefined, stack());
    await eventually(async () => {
      expect(expectStatus(await paymentOf(id), 200)).toMatchObject({
        status: 'released',
        orderId: id,
      });
    }, EVENT_MS);
    expect(messagesOf(await payFor(id))).toEqual(['Cannot pay for an cancelled order']);
  });

  it('may publish a cancellation first: the later order is cancelled, with its buyer', async () => {
    const order = await anOrder();
    const next = await anOrder(order.ticket);

    await order.cancel();
    await order.create();

    // Payments reads the buyer from the order itself.
    await eventually(async () => {
      expect(messagesOf(await payFor(order.id))).toEqual(['Cannot pay for an cancelled order']);
    }, EVENT_MS);
    expect((await paymentOf(order.id)).status).toBe(404);
    // When tickets has received the next order, it has received this one too.
    await next.create();
    await heldBy(order.ticket, next.id, stack());
  });

  it('receives the end of a hold, but not of one that was cancelled before', async () => {
    const ends = await anOrder(undefined, 4_000);
    const cancelled = await anOrder(undefined, 3_000);

    await Promise.all([ends.create(), cancelled.create()]);
    await heldBy(cancelled.ticket, cancelled.id, stack());
    await cancelled.cancel();

    await eventually(() => expect(expired).toContain(ends.id), EVENT_MS);
    expect(expired).not.toContain(cancelled.id);
  });

  it('leaves no parked message', async () => {
    const { mongo, redis } = stack().addresses;
    const reader = new Reader({ mongo, redis, stripeUrl: stack().stripeUrl });
    try {
      expect((await reader.facts()).parked).toEqual([]);
    } finally {
      await reader.close();
    }
  });
});
