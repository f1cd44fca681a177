import { createLoop, OrderStatus, withRequest } from '@ticketing-dev/common';
import { anId, eventually, recordedLog } from '@ticketing-dev/common/testing';

import { createPayments } from '../../src/domain/payments';
import { hour, orderId, second, setUp } from '../support/rules';

describe('the loop for ended orders', () => {
  it.each([
    ['captures', 'complete', 'captured'],
    ['releases', 'cancel', 'released'],
  ] as const)('%s the payment of an order that has just ended', async (_, end, state) => {
    const given = await setUp();
    await given.pay();

    await given.rules.settleEnded();
    expect(await given.only()).toMatchObject({ status: 'authorised' });
    await given[end]();
    await given.rules.settleEnded();

    expect(await given.only()).toMatchObject({ status: state });
    expect(given.gateway.charges).toMatchObject([{ state }]);
  });

  it('asks the database nothing if no order has ended', async () => {
    const { rules, order, beforeStep } = await setUp();
    const steps: string[] = [];
    beforeStep((step) => Promise.resolve(void steps.push(step)));

    await rules.keepOrder({ ...order, version: 1 });
    await rules.settleEnded();

    expect(steps).toEqual([]);
  });

  it('reads neither the order nor the payment that this instance has authorised', async () => {
    const { pay, complete, rules, only, beforeStep } = await setUp();
    await pay();
    await complete();
    const steps: string[] = [];
    beforeStep((step) => Promise.resolve(void steps.push(step)));

    await rules.settleEnded();

    expect(steps).toEqual(['transition', 'transition: answer']);
    expect(await only()).toMatchObject({ status: 'captured' });
  });

  it('changes nothing if another instance has settled the payment', async () => {
    const { deps, errors, pay, complete, rules, only, gateway } = await setUp();
    await pay();
    await complete();
    await createPayments(deps).settle();
    const settled = await only();

    await rules.settleEnded();

    expect(settled).toMatchObject({ status: 'captured' });
    expect(await only()).toEqual(settled);
    expect(gateway.charges).toMatchObject([{ state: 'captured' }]);
    expect(errors).toEqual([]);
  });

  it('leaves to the settle loop what it could not settle', async () => {
    const { pay, complete, rules, only, gateway } = await setUp();
    await pay();
    await complete();
    gateway.isAway = true;
    await rules.settleEnded();
    gateway.isAway = false;

    await rules.settleEnded();
    expect(await only()).toMatchObject({ status: 'authorised' });
    await rules.settle();

    expect(await only()).toMatchObject({ status: 'captured' });
  });
});

describe('the settle loop', () => {
  it('warns once about all payments that it could not settle, also of several pages', async () => {
    const { deps, gateway, order } = await setUp();
    const { lines, logger } = recordedLog();
    const rules = createPayments({ ...deps, logger });
    const ids = Array.from({ length: 20 }, (_, i) => anId(`${100 + i}`.padStart(24, 'c')));
    for (const id of ids) {
      await rules.keepOrder({ ...order, id });
      await rules.pay({ userId: 'buyer', orderId: id, token: 'tok_visa' });
      await rules.keepOrder({ ...order, id, version: 1, status: OrderStatus.Complete });
    }
    gateway.isAway = true;

    await rules.settle();

    const warnings = lines.filter(
      ({ msg }) => msg === 'some payments are not settled yet, retrying',
    );
    expect(warnings).toMatchObject([{ payments: 20 }]);
  });

  it('captures an authorised payment when its order is complete, and erases the token', async () => {
    const { pay, complete, rules, only, gateway } = await setUp();
    await pay();

    await rules.settle();
    expect(await only()).toMatchObject({ status: 'authorised', token: 'tok_visa' });
    await complete();
    await rules.settle();

    expect(await only()).toMatchObject({ status: 'captured', slot: orderId });
    expect(await only()).not.toHaveProperty('token');
    expect(gateway.charges).toMatchObject([{ state: 'captured' }]);
  });

  it('releases an authorised payment when its order is cancelled, and keeps the slot', async () => {
    const { pay, cancel, rules, only, gateway } = await setUp();
    await pay();

    await cancel();
    await rules.settle();

    expect(await only()).toMatchObject({ status: 'released', slot: orderId });
    expect(gateway.charges).toMatchObject([{ state: 'released' }]);
  });

  it('repeats the call with the same key if Stripe has not answered', async () => {
    const { pay, settle, only, said, gateway } = await setUp();
    gateway.losesAnswers = true;
    await expect(pay()).rejects.toThrow();
    gateway.losesAnswers = false;

    await settle();

    expect(await only()).toMatchObject({ status: 'authorised', stripeId: 'ch_1' });
    expect(gateway.charges).toHaveLength(1);
    expect(await said()).toHaveLength(1);
  });

  it('skips a payment that a request has just made', async () => {
    const { pay, rules, clock, gateway } = await setUp();
    gateway.isAway = true;
    await expect(pay()).rejects.toThrow();

    clock.advance(5 * second - 1);
    await rules.settle();
    expect(gateway.calls).toEqual(['authorise']);
    clock.advance(1);
    await rules.settle();

    expect(gateway.calls).toEqual(['authorise', 'authorise']);
  });

  it('never gives up, and logs an error after an hour', async () => {
    const { pay, settle, rules, only, clock, errors, gateway } = await setUp();
    gateway.isAway = true;
    await expect(pay()).rejects.toThrow();

    await settle();
    await rules.raiseAlarm();
    expect(errors).toHaveLength(0);
    clock.advance(hour);
    await settle();
    await rules.raiseAlarm();
    expect(errors).toHaveLength(1);
    gateway.isAway = false;
    await settle();

    expect(await only()).toMatchObject({ status: 'authorised' });
  });

  it('stores a decline that arrives after its request has ended', async () => {
    const { pay, settle, only, gateway } = await setUp();
    gateway.losesAnswers = true;
    await expect(pay('tok_chargeDeclined')).rejects.toThrow();
    gateway.losesAnswers = false;

    await settle();

    expect(await only()).toMatchObject({ status: 'failed', failure: 'Your card was declined.' });
    await expect(pay()).resolves.toBeDefined();
  });

  it.each([
    ['adopts the charge that is there', true, 'authorised'],
    ['fails the payment that has none', false, 'failed'],
  ])('never repeats the call when the key is 23 h old: %s', async (_what, isCharged, status) => {
    const { pay, settle, only, clock, gateway } = await setUp();
    gateway.losesAnswers = isCharged;
    gateway.isAway = !isCharged;
    await expect(pay()).rejects.toThrow();
    gateway.losesAnswers = false;
    gateway.isAway = false;
    gateway.calls = [];

    clock.advance(25 * hour);
    await settle();

    expect(await only()).toMatchObject({ status });
    expect(gateway.calls).toEqual(['find']);
    expect(gateway.charges).toHaveLength(isCharged ? 1 : 0);
  });

  it('accepts no charge that differs from the request, and logs an error', async () => {
    const { pay, settle, only, clock, gateway, errors, said } = await setUp();
    gateway.isAway = true;
    await expect(pay()).rejects.toThrow();
    gateway.isAway = false;
    gateway.find = () => Promise.resolve({ kind: 'denied', cause: new Error('of another amount') });

    clock.advance(25 * hour);
    await settle();

    expect(await only()).toMatchObject({ status: 'failed' });
    expect(errors).toHaveLength(1);
    expect(await said()).toEqual([]);
  });

  it('would charge twice if it repeated the call after a day', async () => {
    const { clock, gateway } = await setUp();
    const request = { id: anId('c'.repeat(24)), orderId, amountInCents: 50, token: 'tok_visa' };

    await gateway.authorise(request);
    clock.advance(25 * hour);
    await gateway.authorise(request);

    expect(gateway.charges).toHaveLength(2);
  });

  it('searches for the charge of a cancelled order, and releases it', async () => {
    const { pay, cancel, settle, only, gateway } = await setUp();
    gateway.losesAnswers = true;
    await expect(pay()).rejects.toThrow();
    gateway.losesAnswers = false;
    gateway.calls = [];

    await cancel();
    await settle();

    expect(await only()).toMatchObject({ status: 'released' });
    expect(gateway.calls).toEqual(['find', 'release']);
  });

  it('charges nothing for a cancelled order, and waits for calls in progress', async () => {
    const { pay, cancel, rules, only, clock, gateway } = await setUp();
    gateway.isAway = true;
    await expect(pay()).rejects.toThrow();
    gateway.isAway = false;
    await cancel();

    clock.advance(39 * second);
    await rules.settle();
    expect(await only()).toMatchObject({ status: 'pending' });
    clock.advance(second);
    await rules.settle();

    expect(await only()).toMatchObject({ status: 'failed' });
    expect(gateway.charges).toHaveLength(0);
  });

  it('releases the charge of a call that succeeds late', async () => {
    const { pay, cancel, settle, only, gateway, said } = await setUp();
    gateway.at = async (moment) => {
      if (moment !== 'before authorise') return;
      await cancel();
      await settle();
    };

    await expect(pay()).rejects.toThrow();
    gateway.at = () => undefined;
    await settle();

    expect(await only()).toMatchObject({ status: 'released' });
    expect(gateway.live()).toHaveLength(0);
    expect(await said()).toHaveLength(0);
  });

  it('does not capture such a charge, even if another payment has completed the order', async () => {
    const { pay, complete, rules, all, clock, gateway } = await setUp();
    gateway.at = async (moment) => {
      if (moment !== 'before authorise') return;
      gateway.at = () => undefined;
      gateway.scripted = { kind: 'denied', cause: 'a wrong key of ours' };
      clock.advance(5 * second);
      await rules.settle();
      await pay('tok_mastercard');
      await complete();
    };

    await expect(pay()).rejects.toThrow('Payment is not possible right now');
    await rules.settle();

    expect((await all()).map(({ status }) => status)).toEqual(['released', 'captured']);
    expect(gateway.charges.map(({ state }) => state)).toEqual(['captured', 'released']);
  });

  it('stores that a capture is lost, and does not retry', async () => {
    const { pay, complete, rules, only, errors, gateway } = await setUp();
    await pay();
    await complete();
    gateway.captureAnswer = { kind: 'impossible', cause: new Error('expired') };

    await rules.settle();
    await rules.settle();

    expect(await only()).toMatchObject({ status: 'capture_failed' });
    expect(errors).toHaveLength(1);
    expect(gateway.calls.filter((call) => call === 'capture')).toHaveLength(1);
  });

  it('retries until it has captured or released', async () => {
    const { pay, complete, settle, only, gateway } = await setUp();
    await pay();
    await complete();
    gateway.losesAnswers = true;
    await settle();
    expect(await only()).toMatchObject({ status: 'authorised' });
    gateway.losesAnswers = false;

    await settle();

    expect(await only()).toMatchObject({ status: 'captured' });
  });

  it('does the same if two instances settle concurrently', async () => {
    const { pay, complete, rules, only, said, clock, gateway } = await setUp();
    gateway.isAway = true;
    await expect(pay()).rejects.toThrow();
    gateway.isAway = false;

    clock.advance(5 * second);
    await Promise.all([rules.settle(), rules.settle(), rules.settle()]);
    expect(gateway.charges).toHaveLength(1);
    await complete();
    await Promise.all([rules.settle(), rules.settle(), rules.settle()]);

    expect(await only()).toMatchObject({ status: 'captured' });
    expect(await said()).toHaveLength(1);
  });

  it('settles many payments, page by page, also if one of them fails', async () => {
    const { rules, order, settle, all, gateway } = await setUp();
    const ids = Array.from({ length: 40 }, (_, i) => anId(`b${String(i).padStart(23, '0')}`));
    for (const id of ids) {
      await rules.keepOrder({ ...order, id });
      await rules.pay({ userId: 'buyer', orderId: id, token: 'tok_visa' });
      await rules.keepOrder({ ...order, id, version: 1, status: 'complete' });
    }
    let captures = 0;
    gateway.at = (moment) => {
      if (moment === 'before capture' && captures++ === 0) throw new Error('a bug of ours');
    };

    await rules.settle();
    const afterOne = (await all()).filter(({ status }) => status === 'captured');
    await settle();

    expect(afterOne).toHaveLength(39);
    expect((await all()).every(({ status }) => status === 'captured')).toBe(true);
  });
});

describe('a payment that is settled later', () => {
  it('has the id of the buyer’s own request, not of the request that woke the loop', async () => {
    const { pay, rules, only, payments, clock, gateway } = await setUp();
    const { logger, lines } = recordedLog();
    const loop = createLoop('settle', hour, () => rules.settle(), logger);
    gateway.isAway = true;
    await expect(withRequest('a-pays', () => pay())).rejects.toThrow();
    gateway.isAway = false;
    clock.advance(5 * second);

    withRequest('b-orders-another-ticket', () => loop.start());
    const { id } = await eventually(async () => {
      const payment = await only();
      expect(payment).toMatchObject({ status: 'authorised' });
      return payment;
    });
    await loop.stop();

    expect(await payments.pendingOf([id])).toMatchObject([
      { subject: 'payment:created', requestId: 'a-pays' },
    ]);
    expect(lines).toEqual([]);
  });

  it('is logged with the payment’s id and the id of the buyer’s request if it fails', async () => {
    const { pay, complete, deps, clock } = await setUp();
    const { logger, lines } = recordedLog();
    const rules = createPayments({ ...deps, logger });
    await withRequest('a-pays', () => pay());
    await complete();
    deps.gateway.capture = () => Promise.reject(new Error('a fault of ours'));
    clock.advance(5 * second);

    await withRequest('b-orders-another-ticket', () => rules.settle());

    expect(lines).toMatchObject([
      {
        msg: 'a payment could not be settled',
        requestId: 'a-pays',
        paymentId: expect.any(String) as string,
      },
    ]);
  });
});
