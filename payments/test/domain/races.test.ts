import fc from 'fast-check';

import { orderId, second, setUp } from '../support/rules';

describe('a payment and a concurrent cancellation', () => {
  it('answers 400 and releases the money if the order was cancelled during the call of Stripe', async () => {
    const { pay, cancel, only, gateway } = await setUp();
    gateway.at = async (moment) => {
      if (moment === 'after authorise') await cancel();
    };

    await expect(pay()).rejects.toThrow('Cannot pay for an cancelled order');

    expect(await only()).toMatchObject({ status: 'released' });
    expect(gateway.live()).toHaveLength(0);
  });

  it('leaves the release to the settle loop if Stripe is then unavailable', async () => {
    const { pay, cancel, rules, only, gateway } = await setUp();
    gateway.at = async (moment) => {
      if (moment !== 'after authorise') return;
      await cancel();
      gateway.at = (next) => {
        if (next === 'before release') gateway.isAway = true;
      };
    };
    await expect(pay()).rejects.toThrow('Cannot pay for an cancelled order');
    expect(await only()).toMatchObject({ status: 'authorised' });
    gateway.at = () => undefined;
    gateway.isAway = false;

    await rules.settle();

    expect(await only()).toMatchObject({ status: 'released' });
  });

  it('authorises just before the hold ends; the order decides whether it was in time', async () => {
    const { pay, cancel, rules, clock, only, gateway } = await setUp();
    clock.advance(15 * 60 * second - 1);
    gateway.at = (moment) => {
      if (moment === 'before authorise') clock.advance(second);
    };

    await expect(pay()).resolves.toBeDefined();
    await cancel();
    await rules.settle();

    expect(await only()).toMatchObject({ status: 'released' });
    expect(gateway.live()).toHaveLength(0);
  });

  it('captures for a complete order and releases for a cancelled one, in any schedule', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (s, isBought) => {
        const { rules, order, clock, beforeStep, gateway, settle, all, pay } = await setUp();
        beforeStep((name) => s.schedule(Promise.resolve(), name));
        gateway.at = (moment) => s.schedule(Promise.resolve(), moment);
        const end = async (): Promise<void> => {
          await s.schedule(Promise.resolve(), 'the order ends');
          await rules.keepOrder({
            ...order,
            version: 1,
            status: isBought ? 'complete' : 'cancelled',
          });
        };

        const settleLater = async (): Promise<void> => {
          await s.schedule(Promise.resolve(), 'time passes');
          clock.advance(6 * second);
          await rules.settle();
        };

        const work = Promise.allSettled([
          pay(),
          pay('tok_mastercard'),
          end(),
          settleLater(),
          settleLater(),
        ]);
        await s.waitFor(work);
        beforeStep(() => Promise.resolve());
        gateway.at = () => undefined;
        await settle();

        const live = gateway.live();
        const stands = (await all()).filter(({ slot }) => slot === orderId);
        if (isBought) expect(live.every(({ state }) => state === 'captured')).toBe(true);
        expect(live.length).toBeLessThanOrEqual(isBought ? 1 : 0);
        expect(stands.length).toBeLessThanOrEqual(1);
        expect((await all()).filter(({ status }) => status === 'authorised')).toHaveLength(0);
      }),
      { numRuns: 300 },
    );
  });
});
