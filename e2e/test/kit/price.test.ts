import {
  createConsumer,
  type DomainEvent,
  type DurableListener,
  maxCents,
  silentLogger,
  systemClock,
  toDollars,
} from '@ticketing-dev/common';
import {
  fixedClock,
  MemoryAggregateStore,
  MemoryParkingLot,
  MemoryReplicaStore,
} from '@ticketing-dev/common/testing';
import { httpClientOf, Ledger } from '@ticketing-dev/local/stripe';
import type { Order } from '@ticketing-dev/orders/domain/order';
import { orderCompleted, orderCreated, orderData } from '@ticketing-dev/orders/domain/order-events';
import { createOrders } from '@ticketing-dev/orders/domain/orders';
import { listeners as listenersOfOrders } from '@ticketing-dev/orders/events/listeners';
import type { Payment } from '@ticketing-dev/payments/domain/payment';
import { createPayments } from '@ticketing-dev/payments/domain/payments';
import { listeners as listenersOfPayments } from '@ticketing-dev/payments/events/listeners';
import { createStripeGateway } from '@ticketing-dev/payments/gateway/stripe';
import { createStripeClient } from '@ticketing-dev/payments/gateway/stripe-client';
import { ticketCreated, ticketData } from '@ticketing-dev/tickets/domain/ticket-events';
import { createTickets } from '@ticketing-dev/tickets/domain/tickets';
import { offerBody } from '@ticketing-dev/tickets/routes/offer-body';
import fc from 'fast-check';

const logger = silentLogger();
const noSessions = { end: () => Promise.resolve() };

async function hear(listeners: readonly DurableListener[], event: DomainEvent): Promise<void> {
  const parking = new MemoryParkingLot();
  const outcome = await createConsumer(listeners, { parking, now: systemClock, logger }).receive({
    subject: event.subject,
    sequence: 1,
    redeliveries: 0,
    data: JSON.stringify(event.data),
    ack: () => undefined,
  });
  expect(outcome).toBe('acked');
}

/** Sells one ticket through the rules and the events of three services. Returns the price at each of them. */
async function sell(typed: number | string) {
  const { now } = fixedClock();
  const ledger = new Ledger({ now, newId: (prefix) => `${prefix}_1` });
  const tickets = createTickets({
    tickets: new MemoryAggregateStore(),
    orders: new MemoryReplicaStore(),
    deletedUsers: new MemoryReplicaStore(),
  });
  const orderStore = new MemoryAggregateStore<Order>(['slot']);
  const orders = createOrders({
    orders: orderStore,
    tickets: new MemoryReplicaStore(),
    now,
    holdSeconds: 900,
  });
  const payments = createPayments({
    payments: new MemoryAggregateStore<Payment>(['slot']),
    orders: new MemoryReplicaStore(),
    deletedUsers: new MemoryReplicaStore(),
    gateway: createStripeGateway(
      createStripeClient(
        { key: 'sk_test_fake', url: undefined },
        httpClientOf((request) => Promise.resolve(ledger.answer(request))),
      ),
    ),
    now,
    logger,
    wait: () => Promise.resolve(),
  });
  const inOrders = listenersOfOrders(orders, noSessions);
  const inPayments = listenersOfPayments(payments, () => undefined, noSessions);

  const { title, price } = offerBody.parse({ title: 'Row 1', price: typed });
  const ticket = await tickets.create('seller', { title, priceInCents: price });
  await hear(inOrders, ticketCreated(ticket));
  const order = await orders.create({ userId: 'buyer', ticketId: ticket.id });
  await hear(inPayments, orderCreated(order));
  await payments.pay({ userId: 'buyer', orderId: order.id, token: 'tok_visa' });
  await orders.complete(order.id);
  const paid = (await orderStore.find(order.id)) ?? order;
  await hear(inPayments, orderCompleted(paid));
  await payments.settle();

  const [charge] = ledger.charges;
  return {
    shown: ticketData(ticket).price,
    ordered: orderData(paid).ticket.price,
    captured: charge?.captured ? toDollars(charge.amount) : undefined,
  };
}

/** The spellings of a price: a number, and text with and without two decimals. */
const spellings = [
  (cents: number) => toDollars(cents),
  (cents: number) => toDollars(cents).toFixed(2),
  (cents: number) => String(toDollars(cents)),
];

describe('the price of a ticket', () => {
  it('is the same to the cent when it is typed, shown, ordered and captured', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 50, max: maxCents }),
        fc.constantFrom(...spellings),
        async (cents, spell) => {
          const price = toDollars(cents);
          expect(await sell(spell(cents))).toEqual({
            shown: price,
            ordered: price,
            captured: price,
          });
        },
      ),
      { numRuns: 500 },
    );
  });
});
