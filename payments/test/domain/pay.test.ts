import { DependencyError, type Id } from '@ticketing-dev/common';
import { anId, spellingsOf } from '@ticketing-dev/common/testing';

import { createPayments } from '../../src/domain/payments';
import { cards } from '../support/fake-gateway';
import { hour, orderId, second, setUp } from '../support/rules';

const ofStripe = (rejected: Promise<unknown>) => expect(rejected).rejects.toThrow(DependencyError);

describe('paying', () => {
  it('authorises the price in cents, and publishes that once', async () => {
    const { pay, only, said, gateway } = await setUp();

    const id = await pay();

    expect(await only()).toMatchObject({ id, status: 'authorised', slot: orderId });
    expect(gateway.charges).toMatchObject([{ amountInCents: 1_999, orderId, state: 'held' }]);
    expect(await said()).toEqual([
      { subject: 'payment:created', data: { id, orderId, stripeId: 'ch_1' } },
    ]);
  });

  it('writes the payment before it calls Stripe', async () => {
    const { pay, only, gateway } = await setUp();
    let known: string | undefined;
    gateway.at = async (moment) => {
      if (moment === 'before authorise') known = (await only()).status;
    };

    await pay();

    expect(known).toBe('pending');
  });

  it.each([1, 2, 10])('charges once when the buyer clicks %d times', async (clicks) => {
    const { pay, gateway } = await setUp();

    const results = await Promise.allSettled(Array.from({ length: clicks }, () => pay()));

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(gateway.charges).toHaveLength(1);
  });

  it('accepts one of ten concurrent cards', async () => {
    const { pay, gateway } = await setUp();

    const results = await Promise.allSettled(cards.slice(0, 10).map((card) => pay(card)));

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of results) {
      if (each.status === 'rejected') {
        expect(String(each.reason)).toContain('Payment already in progress');
      }
    }
    expect(gateway.charges).toHaveLength(1);
  });

  it('charges once for every spelling of the order’s id, even without canonical ids', async () => {
    const { rules, gateway, only } = await setUp();

    const results = await Promise.allSettled(
      spellingsOf(orderId, 10).map((spelling, i) =>
        rules.pay({ userId: 'buyer', orderId: spelling as Id, token: cards[i] ?? '' }),
      ),
    );

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(gateway.charges).toMatchObject([{ orderId }]);
    expect(await only()).toMatchObject({ orderId, slot: orderId });
  });

  it('would charge twice without the unique slot', async () => {
    const { pay, gateway } = await setUp({ unique: [] });

    await Promise.all([pay('tok_visa'), pay('tok_mastercard')]);

    expect(gateway.live()).toHaveLength(2);
  });

  it('answers each concurrent click that the card is declined', async () => {
    const { pay } = await setUp();

    const results = await Promise.allSettled([
      pay('tok_chargeDeclined'),
      pay('tok_chargeDeclined'),
    ]);

    expect(results.map((each) => each.status === 'rejected' && String(each.reason))).toEqual([
      'BadRequestError: Your card was declined.',
      'BadRequestError: Your card was declined.',
    ]);
  });

  it('accepts another card after a decline, as a new payment with a new key', async () => {
    const { pay, all, gateway } = await setUp();
    await expect(pay('tok_chargeDeclined')).rejects.toThrow('Your card was declined.');

    const id = await pay();

    expect(await all()).toMatchObject([{ status: 'failed' }, { id, status: 'authorised' }]);
    expect((await all())[0]).not.toHaveProperty('token');
    expect(gateway.live()).toHaveLength(1);
  });

  it('would be blocked after a decline by a key of the order', async () => {
    const { deps, gateway } = await setUp();
    const rules = createPayments({
      ...deps,
      gateway: {
        authorise: (request) => gateway.authorise({ ...request, id: request.orderId }),
        find: (payment) => gateway.find(payment),
        capture: (id, stripeId) => gateway.capture(id, stripeId),
        release: (id, stripeId) => gateway.release(id, stripeId),
        refund: (id, stripeId) => gateway.refund(id, stripeId),
      },
    });
    const request = { userId: 'buyer', orderId };
    await expect(rules.pay({ ...request, token: 'tok_chargeDeclined' })).rejects.toThrow();

    // Stripe refuses another card under the same key.
    await expect(rules.pay({ ...request, token: 'tok_visa' })).rejects.toThrow(
      'Payment is not possible right now',
    );
  });

  it('recognises its own payment when the answer of its insert was lost', async () => {
    const { pay, payments, gateway } = await setUp();
    const insert = payments.insert.bind(payments);
    payments.insert = async (payment) => {
      await insert(payment);
      await insert(payment);
    };

    await pay();

    expect(gateway.charges).toHaveLength(1);
  });

  it('frees the slot and logs an error if Stripe refuses our own account', async () => {
    const { pay, only, gateway, errors } = await setUp();
    gateway.scripted = { kind: 'denied', cause: new Error('Invalid API Key') };

    await ofStripe(pay());

    expect(await only()).toMatchObject({ status: 'failed' });
    expect(errors).toHaveLength(1);
    await expect(pay()).resolves.toBeDefined();
  });

  it('keeps the payment pending while Stripe is unavailable, and refuses another card meanwhile', async () => {
    const { pay, only, gateway } = await setUp();
    gateway.isAway = true;

    await ofStripe(pay());

    expect(await only()).toMatchObject({ status: 'pending', token: 'tok_visa' });
    await expect(pay('tok_mastercard')).rejects.toThrow('Payment already in progress');
    await ofStripe(pay());
  });

  it('ends a payment whose key has expired and that has no charge', async () => {
    const { pay, only, gateway } = await setUp();
    gateway.scripted = { kind: 'spent', cause: new Error('500, again') };

    await ofStripe(pay());

    expect(await only()).toMatchObject({ status: 'failed' });
    expect(gateway.calls).toEqual(['authorise', 'find']);
  });

  it('refuses an order that is cancelled, paid, expired, unknown or of another user', async () => {
    const unknown = await setUp();
    await expect(
      unknown.rules.pay({ userId: 'buyer', orderId: anId('f'.repeat(24)), token: 't' }),
    ).rejects.toThrow('Not Found');
    await expect(unknown.pay('tok_visa', 'thief')).rejects.toThrow('Not authorized');
    await unknown.cancel();
    await expect(unknown.pay()).rejects.toThrow('Cannot pay for an cancelled order');
    await expect(unknown.pay('tok_visa', 'thief')).rejects.toThrow('Not authorized');

    const paid = await setUp();
    await paid.complete();
    await expect(paid.pay()).rejects.toThrow('Cannot pay for an order that is paid');

    const over = await setUp();
    over.clock.advance(15 * 60 * second - 1);
    await expect(over.pay()).resolves.toBeDefined();
    const late = await setUp();
    late.clock.advance(15 * 60 * second);
    await expect(late.pay()).rejects.toThrow('Cannot pay for an expired order');
    expect(late.gateway.charges).toHaveLength(0);
  });

  it('shows the order’s current attempt, or the last failed one', async () => {
    const { pay, rules, clock } = await setUp();
    await expect(rules.show(orderId, 'buyer')).rejects.toThrow('Not Found');
    await expect(pay('tok_chargeDeclined')).rejects.toThrow();
    expect(await rules.show(orderId, 'buyer')).toMatchObject({ status: 'failed' });

    clock.advance(hour / 10);
    const id = await pay();

    expect(await rules.show(orderId, 'buyer')).toMatchObject({ id, status: 'authorised' });
    await expect(rules.show(orderId, 'thief')).rejects.toThrow('Not authorized');
  });
});
