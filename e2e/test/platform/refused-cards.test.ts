import { charged, standingFor } from '../../kit/ledger';
import { aTicketOnSale, ended, orderNow, pay, placeOrder } from '../../kit/market';
import { aBuyer, messagesOf } from '../../kit/person';

describe('a card that Stripe refuses', () => {
  it.each([
    ['tok_chargeDeclined', 'Your card was declined.'],
    ['tok_visa111', "No such token: 'tok_visa111'"],
  ])(
    'with %s is answered in the words of Stripe, and another card may be tried',
    async (token, message) => {
      const buyer = await aBuyer();
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
