import { randomBytes } from 'node:crypto';

import { type Bus, silentLogger } from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';
import type { PaymentBody } from '@ticketing-dev/common/contracts';
import { eventually } from '@ticketing-dev/common/testing';

import { Reader } from '../../kit/checker/facts';
import { aTicketOnSale, EVENT_MS, heldBy } from '../../kit/market';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
import { aBuyer, aSeller, expectStatus, type Member, messagesOf } from '../../kit/person';

const quarterOfAnHour = 15 * 60 * 1000;
const newId = (): string => randomBytes(12).toString('hex');

/** An orders service that somebody else wrote: it knows the published contract, and nothing of what is ours. */
describe('a publisher of the published form of events', () => {
  let stack: OwnStack;
  let bus: Bus;
  let seller: Member;
  let buyer: Member;
  const over: string[] = [];

  beforeAll(async () => {
    stack = await anOwnStack({ client: false });
    [seller, buyer] = [await aSeller(stack), await aBuyer(stack)];
    // The other service takes its place.
    await stack.stop('orders');
    bus = createNatsBus(
      { url: stack.addresses.nats, clusterId: 'ticketing', clientId: `published-${newId()}` },
      silentLogger(),
    );
    bus.subscribe({
      subject: 'expiration:complete',
      group: 'published',
      onDelivery(delivery) {
        over.push((JSON.parse(delivery.data) as { orderId: string }).orderId);
        delivery.ack();
      },
    });
  });
  afterAll(async () => {
    await bus.close();
    await stack.end();
  });

  const publish = (subject: string, data: object): Promise<void> =>
    eventually(() => bus.publish(subject, JSON.stringify(data)));

  const anOrder = (ticket: { readonly id: string; readonly price: number }, holdMs: number) => {
    const { id, price } = ticket;
    const order = {
      id: newId(),
      version: 0,
      status: 'created',
      userId: buyer.id,
      expiresAt: new Date(Date.now() + holdMs).toISOString(),
      ticket: { id, price },
    };
    return {
      ...order,
      create: () => publish('order:created', order),
      cancel: () =>
        publish('order:cancelled', { id: order.id, version: 1, ticket: { id: ticket.id } }),
    };
  };

  const paymentOf = (orderId: string) =>
    buyer.person.call<PaymentBody>('GET', `/api/payments/${orderId}`);
  const payFor = (orderId: string) =>
    buyer.person.call('POST', '/api/payments', { orderId, token: 'tok_visa' });

  it('has an order held, paid for and cancelled, and its buyer is answered afterwards', async () => {
    const ticket = await aTicketOnSale({ seller });
    const order = anOrder(ticket, quarterOfAnHour);

    await order.create();
    await heldBy(ticket, order.id, stack);
    await eventually(async () => expectStatus(await payFor(order.id), 201), EVENT_MS);
    await order.cancel();

    await heldBy(ticket, undefined, stack);
    await eventually(async () => {
      const { status, orderId } = expectStatus(await paymentOf(order.id), 200);
      expect({ status, orderId }).toEqual({ status: 'released', orderId: order.id });
    }, EVENT_MS);
    expect(messagesOf(await payFor(order.id))).toEqual(['Cannot pay for an cancelled order']);
  });

  it('may say a cancellation first: the late order is cancelled, and its buyer is known', async () => {
    const ticket = await aTicketOnSale({ seller });
    const order = anOrder(ticket, quarterOfAnHour);
    const next = anOrder(ticket, quarterOfAnHour);

    await order.cancel();
    await order.create();

    // Payments knows whose it is only by the order itself.
    await eventually(async () => {
      expect(messagesOf(await payFor(order.id))).toEqual(['Cannot pay for an cancelled order']);
    }, EVENT_MS);
    expect((await paymentOf(order.id)).status).toBe(404);
    // Tickets has heard of both once it has heard of the next.
    await next.create();
    await heldBy(ticket, next.id, stack);
  });

  it('is told that a hold is over, and not of one that was cancelled before', async () => {
    const [ends, cancelled] = [
      anOrder(await aTicketOnSale({ seller }), 4_000),
      anOrder(await aTicketOnSale({ seller }), 3_000),
    ];

    await Promise.all([ends.create(), cancelled.create()]);
    await heldBy(cancelled.ticket, cancelled.id, stack);
    await cancelled.cancel();

    await eventually(() => expect(over).toContain(ends.id), EVENT_MS);
    expect(over).not.toContain(cancelled.id);
  });

  it('leaves nothing parked anywhere', async () => {
    const { mongo, redis } = stack.addresses;
    const reader = new Reader({ mongo, redis, stripeUrl: stack.stripeUrl });
    try {
      expect((await reader.facts()).parked).toEqual([]);
    } finally {
      await reader.close();
    }
  });
});
