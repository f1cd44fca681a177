import { eventually } from '@ticketing-dev/common/testing';

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
import { charged, standingFor } from '../../kit/ledger';
import { aBuyer, aSeller, expectStatus, messagesOf } from '../../kit/person';

describe('buying a ticket', () => {
  it('completes a paid order and charges its card once, in cents', async () => {
    const ticket = await aTicketOnSale({ title: 'Stand-up evening', price: 19.99 });
    const buyer = await aBuyer();
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
    expect(await paymentNow(buyer, order)).toMatchObject({
      id: payment.body.id,
      orderId: order.id,
    });
    await heldBy(ticket, order.id);
  });

  it('refuses to cancel a paid order, and to pay for it again', async () => {
    const buyer = await aBuyer();
    const order = await placeOrder(buyer, await aTicketOnSale());
    await pay(buyer, order);
    await ended(buyer, order);

    expect((await cancel(buyer, order)).status).toBe(400);
    expect((await pay(buyer, order, 'tok_mastercard')).status).toBe(400);
    expect(await charged(order)).toMatchObject({ captured: true });
  });

  it('frees the ticket of a cancelled order, for its seller to edit and for others to buy', async () => {
    const seller = await aSeller();
    const ticket = await aTicketOnSale({ seller });
    const [first, second] = [await aBuyer(), await aBuyer()];
    const edit = (price: number) =>
      seller.person.call('PUT', `/api/tickets/${ticket.id}`, { title: ticket.title, price });
    const order = await placeOrder(first, ticket);
    await heldBy(ticket, order.id);
    expect(messagesOf(await edit(30))).toEqual(['Cannot edit a reserved ticket']);

    expectStatus(await cancel(first, order), 204);
    expectStatus(await cancel(first, order), 204);

    await heldBy(ticket, undefined);
    expectStatus(await edit(30), 200);
    expect(await placeOrder(second, ticket)).toMatchObject({ status: 'created' });
    expect(await orderNow(first, order)).toMatchObject({ status: 'cancelled' });
    // Until payments hears of it, a payment is authorised and released.
    await eventually(async () => {
      expect((await pay(first, order)).body).toEqual({
        errors: [{ message: 'Cannot pay for an cancelled order', code: 'ORDER_CANCELLED' }],
      });
      expect(await standingFor(order)).toEqual([]);
    }, EVENT_MS);
  });

  it('charges the price that was ordered, whatever the seller makes of it afterwards', async () => {
    const seller = await aSeller();
    const ticket = await aTicketOnSale({ seller, price: 20 });
    const buyer = await aBuyer();
    const order = await placeOrder(buyer, ticket);

    // Lets itself be changed until the reservation has reached tickets, and again once it is free.
    await seller.person.call('PUT', `/api/tickets/${ticket.id}`, { title: 'Dearer', price: 45.5 });
    await pay(buyer, order);

    const asOrdered = { title: ticket.title, price: 20 };
    expect(await ended(buyer, order)).toMatchObject({ status: 'complete', ticket: asOrdered });
    expect(await charged(order)).toMatchObject({ amount: 2000 });
  });
});
