import {
  BadRequestError,
  DependencyError,
  NotFoundError,
  OrderStatus,
} from '@ticketing-dev/common';
import { anId, eventsIn } from '@ticketing-dev/common/testing';

import { createPayments } from '../../src/domain/payments';
import { Crash, hour, orderId, second, setUp } from '../support/rules';

const setUpPaid = async () => {
  const world = await setUp();
  await world.pay();
  await world.complete();
  await world.rules.settle();
  return world;
};

type World = Awaited<ReturnType<typeof setUp>>;

/** Stripe's calls for refunds. */
const sent = ({ gateway }: World): number =>
  gateway.calls.filter((call) => call === 'refund').length;

const refundsSaid = async ({ said }: World) =>
  (await said()).filter(({ subject }) => subject === 'payment:refunded');

describe('a refund', () => {
  it('returns the money of a captured payment, which stays captured', async () => {
    const world = await setUpPaid();

    const refunded = await world.rules.refund(orderId);

    expect(refunded).toMatchObject({ status: 'captured', refund: 'done', refundId: 're_3' });
    expect(refunded.refundedAt).toEqual(world.clock.now());
    expect(await world.only()).toEqual(refunded);
    expect(world.gateway.charges).toMatchObject([{ state: 'refunded' }]);
  });

  it('publishes the amount, the buyer and the ids, in the write of the refund', async () => {
    const world = await setUpPaid();

    const { id, version } = await world.rules.refund(orderId);

    expect(await refundsSaid(world)).toMatchObject([
      {
        subject: 'payment:refunded',
        data: { id, version, orderId, stripeId: 're_3', amount: 19.99, userId: 'buyer' },
      },
    ]);
  });

  it('names the buyer of a payment that an older build has made', async () => {
    const world = await setUpPaid();
    await world.payments.transition(await world.only(), { userId: undefined });

    await world.rules.refund(orderId);

    expect(await refundsSaid(world)).toMatchObject([{ data: { userId: 'buyer' } }]);
  });

  it('is sent once, however often it is requested', async () => {
    const world = await setUpPaid();

    const first = await world.rules.refund(orderId);
    const second = await world.rules.refund(orderId);

    expect(second).toEqual(first);
    expect(sent(world)).toBe(1);
    expect(await refundsSaid(world)).toHaveLength(1);
  });

  it('is one refund if ten operators request it concurrently', async () => {
    const world = await setUpPaid();
    const other = createPayments(world.deps);

    await Promise.all(
      Array.from({ length: 10 }, (_, each) => (each % 2 ? other : world.rules).refund(orderId)),
    );

    expect(await refundsSaid(world)).toHaveLength(1);
    expect(world.gateway.charges).toMatchObject([{ state: 'refunded' }]);
  });

  it.each([
    ['authorised', (_world: World) => Promise.resolve()],
    [
      'released',
      async (world: World) => {
        await world.cancel();
        await world.rules.settle();
      },
    ],
  ])('is refused if the payment is %s', async (_status, prepare) => {
    const world = await setUp();
    await world.pay();
    await prepare(world);

    await expect(world.rules.refund(orderId)).rejects.toThrow(
      'Only a captured payment can be refunded',
    );

    expect(sent(world)).toBe(0);
  });

  it('is refused if the order has no payment', async () => {
    const { rules } = await setUp();

    await expect(rules.refund(orderId)).rejects.toThrow(NotFoundError);
    await expect(rules.refund(anId('b'.repeat(24)))).rejects.toThrow(NotFoundError);
  });

  it('is repeated by the settle loop if Stripe is away', async () => {
    const world = await setUpPaid();
    world.gateway.isAway = true;
    await expect(world.rules.refund(orderId)).rejects.toThrow(DependencyError);
    expect(await world.only()).toMatchObject({ status: 'captured', refund: 'requested' });

    world.gateway.isAway = false;
    await world.settle();

    expect(await world.only()).toMatchObject({ refund: 'done' });
    expect(await refundsSaid(world)).toHaveLength(1);
  });

  it('is one refund if Stripe’s answer was lost, also after Stripe forgets the key', async () => {
    const world = await setUpPaid();
    world.gateway.losesAnswers = true;
    await expect(world.rules.refund(orderId)).rejects.toThrow(DependencyError);
    world.gateway.losesAnswers = false;
    world.clock.advance(25 * hour);

    await world.settle();

    expect(await world.only()).toMatchObject({ refund: 'done', refundId: 're_3' });
    expect(world.gateway.charges).toMatchObject([{ state: 'refunded' }]);
  });

  it.each(['before refund', 'after refund'] as const)(
    'is one refund if the process crashes %s',
    async (moment) => {
      const world = await setUpPaid();
      world.gateway.at = (at) => {
        if (at === moment) throw new Crash();
      };
      await expect(world.rules.refund(orderId)).rejects.toThrow(Crash);
      world.gateway.at = () => undefined;

      // Another process, which knows what is stored.
      const restarted = createPayments(world.deps);
      world.clock.advance(10 * second);
      await restarted.settle();

      expect(await world.only()).toMatchObject({ refund: 'done', refundId: 're_3' });
      expect(world.gateway.charges).toMatchObject([{ state: 'refunded' }]);
      expect(await refundsSaid(world)).toHaveLength(1);
    },
  );

  it('is lost in a crash after Stripe’s answer if it is not written down before', async () => {
    const world = await setUpPaid();
    const transition = world.payments.transition.bind(world.payments);
    world.payments.transition = (current, changes, ...rest) =>
      changes.refund === 'requested'
        ? Promise.resolve({ ...current, refund: 'requested' })
        : transition(current, changes, ...rest);
    world.gateway.at = (at) => {
      if (at === 'after refund') throw new Crash();
    };
    await expect(world.rules.refund(orderId)).rejects.toThrow(Crash);
    world.gateway.at = () => undefined;

    await world.settle();

    expect(world.gateway.charges).toMatchObject([{ state: 'refunded' }]);
    expect((await world.only()).refund).toBeUndefined();
  });

  it('is refused in Stripe’s words, and may be requested again', async () => {
    const world = await setUpPaid();
    world.gateway.refundAnswer = { kind: 'refused', message: 'Your balance is too low.' };

    await expect(world.rules.refund(orderId)).rejects.toThrow(
      new BadRequestError('Stripe refuses the refund: Your balance is too low.'),
    );
    expect(await world.only()).toMatchObject({ status: 'captured', refund: 'refused' });
    expect(world.errors).toHaveLength(1);
    await world.settle();
    expect(sent(world)).toBe(1);

    world.gateway.refundAnswer = undefined;
    expect(await world.rules.refund(orderId)).toMatchObject({ refund: 'done' });
  });

  it('raises an alarm after an hour without an answer', async () => {
    const world = await setUpPaid();
    world.gateway.isAway = true;
    await expect(world.rules.refund(orderId)).rejects.toThrow(DependencyError);
    await world.rules.raiseAlarm();
    expect(world.errors).toEqual([]);

    world.clock.advance(2 * hour);
    await world.rules.raiseAlarm();

    expect(world.errors).toMatchObject([[{ payments: [{ orderId, refund: 'requested' }] }, {}]]);
  });
});

describe('the card of a receipt', () => {
  const buyer = anId('b'.repeat(24));
  const deleted = { id: buyer, version: 3 };
  const card = { brand: 'visa', last4: '4242' };

  const setUpOf = async () => {
    const world = await setUp();
    await world.rules.keepOrder({ ...world.order, version: 1, userId: buyer });
    const { order, rules } = world;
    return {
      ...world,
      pay: () => rules.pay({ userId: buyer, orderId, token: 'tok_visa' }),
      complete: () =>
        rules.keepOrder({ ...order, userId: buyer, version: 2, status: OrderStatus.Complete }),
    };
  };

  it('is stored with the time when the payment was authorised', async () => {
    const { pay, only, clock } = await setUpOf();

    await pay();

    expect(await only()).toMatchObject({ card, authorisedAt: clock.now(), userId: buyer });
  });

  it('is found if Stripe’s first answer was lost', async () => {
    const { pay, only, gateway, settle } = await setUpOf();
    gateway.losesAnswers = true;
    await expect(pay()).rejects.toThrow(DependencyError);
    gateway.losesAnswers = false;

    await settle();

    expect(await only()).toMatchObject({ card });
  });

  it('is erased when the account is deleted, and only then', async () => {
    const { pay, complete, only, rules } = await setUpOf();
    await pay();
    await complete();
    await rules.settle();
    await rules.forget({ ...deleted, id: anId('c'.repeat(24)) });
    expect(await only()).toMatchObject({ card });

    await rules.forget(deleted);
    const erased = await only();
    await rules.forget(deleted);

    expect(erased.card).toBeUndefined();
    expect(erased).toMatchObject({ status: 'captured', amountInCents: 1_999 });
    expect(await only()).toEqual(erased);
  });

  it('is erased if the account is deleted before its payment is authorised', async () => {
    const { pay, complete, only, rules, gateway, settle } = await setUpOf();
    gateway.isAway = true;
    await expect(pay()).rejects.toThrow(DependencyError);
    await rules.forget(deleted);
    gateway.isAway = false;
    await settle();
    await complete();

    await settle();

    const settled = await only();
    expect(settled.status).toBe('captured');
    expect(settled.card).toBeUndefined();
  });

  it('is erased when the payment is released', async () => {
    const { pay, cancel, only, rules, order } = await setUpOf();
    await pay();
    await cancel();
    await rules.keepOrder({ ...order, userId: buyer, version: 2, status: OrderStatus.Cancelled });

    await rules.settle();

    const released = await only();
    expect(released.status).toBe('released');
    expect(released.card).toBeUndefined();
  });

  it('is erased of all payments of an account, also of more than one page', async () => {
    const { payments, rules, all } = await setUp();
    const version = 0;
    for (let each = 0; each < 150; each += 1) {
      const id = payments.nextId();
      const at = new Date(0);
      const amountInCents = 100;
      await payments.insert({
        id,
        version,
        orderId: id,
        slot: id,
        userId: buyer,
        amountInCents,
        status: 'captured',
        createdAt: at,
        askedAt: at,
        card,
      });
    }

    await rules.forget(deleted);

    expect((await all()).filter((payment) => payment.card)).toEqual([]);
    expect(await eventsIn(payments)((await all())[0]?.id ?? buyer)).toEqual([]);
  });
});
