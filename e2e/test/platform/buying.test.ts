import { eventually } from '@ticketing-dev/common/testing';

import { charged, standingFor } from '../../kit/ledger';
import {
  aTicketOnSale,
  cancel,
  ended,
  EVENT_MS,
  heldBy,
  orderNow,
  pay,
  paymentNow,
  placeOrder,
} from '../../kit/market';
import { aBuyer, aSeller, expectStatus, type Member, messagesOf } from '../../kit/person';

describe('buying a ticket', () => {
  let buyer: Member;

  beforeEach(async () => {
    buyer = await aBuyer();
  });

  it('completes a paid order, charges its card once in cents, and is final', async () => {
    const ticket = await aTicketOnSale({ title: 'Stand-up evening', price: 19.99 });
    const order = await placeOrder(buyer, ticket);

    const payment = await pay(buyer, order);

    expect(payment).toMatchObject({ status: 201, body: { id: expect.any(String) } });
    expect(await ended(buyer, order)).toMatchObject({
      status: 'complete',
      userId: buyer.id,
      ticket: { id: ticket.id, title: 'Stand-up evening', price: 19.99 },
    });
    expect(await charged(order)).toMatchObject({
      amount: 1999,
      currency: 'usd',
      description: `Charge for orderId: ${order.id}`,
    });
    const { id } = payment.body;
    expect(await paymentNow(buyer, order)).toMatchObject({ id, orderId: order.id });
    await heldBy(ticket, order.id);

    expect((await cancel(buyer, order)).status).toBe(400);
    expect((await pay(buyer, order, 'tok_mastercard')).status).toBe(400);
    expect(await charged(order)).toMatchObject({ captured: true });
  });

  it('frees the ticket of a cancelled order, for its seller to edit and for others to buy', async () => {
    const seller = await aSeller();
    const ticket = await aTicketOnSale({ seller });
    const edit = () =>
      seller.person.call('PUT', `/api/tickets/${ticket.id}`, { title: ticket.title, price: 30 });
    const order = await placeOrder(buyer, ticket);
    await heldBy(ticket, order.id);
    expect(messagesOf(await edit())).toEqual(['Cannot edit a reserved ticket']);

    expectStatus(await cancel(buyer, order), 204);
    expectStatus(await cancel(buyer, order), 204);

    await heldBy(ticket, undefined);
    expectStatus(await edit(), 200);
    expect(await placeOrder(await aBuyer(), ticket)).toMatchObject({ status: 'created' });
    expect(await orderNow(buyer, order)).toMatchObject({ status: 'cancelled' });
    // Until payments receives the cancellation, it authorises and releases a payment.
    await eventually(async () => {
      expect((await pay(buyer, order)).body).toEqual({
        errors: [{ message: 'Cannot pay for an cancelled order', code: 'ORDER_CANCELLED' }],
      });
      expect(await standingFor(order)).toEqual([]);
    }, EVENT_MS);
  });

  it('charges the price of the order, although the seller changes the ticket later', async () => {
    const seller = await aSeller();
    const ticket = await aTicketOnSale({ seller, price: 20 });
    const order = await placeOrder(buyer, ticket);

    // Accepted until tickets receives the order.
    await seller.person.call('PUT', `/api/tickets/${ticket.id}`, { title: 'Dearer', price: 45.5 });
    await pay(buyer, order);

    const asOrdered = { title: ticket.title, price: 20 };
    expect(await ended(buyer, order)).toMatchObject({ status: 'complete', ticket: asOrdered });
    expect(await charged(order)).toMatchObject({ amount: 2000 });
  });

  it.each([
    ['tok_chargeDeclined', 'Your card was declined.'],
    ['tok_visa111', "No such token: 'tok_visa111'"],
  ])(
    "gives Stripe's message for a refused card %s, and accepts another",
    async (token, message) => {
      const order = await placeOrder(buyer, await aTicketOnSale());

      const refused = await pay(buyer, order, token);

      expect(refused.status).toBe(400);
      expect(messagesOf(refused)).toEqual([message]);
      expect(await orderNow(buyer, order)).toMatchObject({ status: 'created' });
      expect(await standingFor(order)).toEqual([]);

      expect((await pay(buyer, order, 'tok_visa')).status).toBe(201);
      expect(await ended(buyer, order)).toMatchObject({ status: 'complete' });
      await charged(order);
    },
  );
});
