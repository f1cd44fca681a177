import { setTimeout as wait } from 'node:timers/promises';

import { type Client, idOf } from './client';

/** Nobody sells more than a shop allows at its defaults. */
const salesOfOne = 40;
const tokens = ['tok_visa', 'tok_mastercard', 'tok_amex', 'tok_chargeDeclined'];
const pauseMs = 150;

const password = 'a password of somebody';

/**
 * Buyers race, pay, cancel, change their mind while paying, or forget; sellers come by auth and edit prices. Until it is
 * stopped; `signedOut` are the cookies of those who were told that they have signed out.
 *
 * @param atOnce how many sales are under way
 */
export function startLoad(
  client: Client,
  random: () => number,
  atOnce = 4,
): { readonly signedOut: readonly string[]; stop(): Promise<void> } {
  let isGoing = true;
  let people = 0;
  let sales = 0;
  const signedOut: string[] = [];
  const below = (most: number): number => Math.floor(random() * most);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  const buyer = (): string => `buyer-${(people += 1)}`;

  /** Somebody new makes an account, comes back later, and may sign out: auth and its database answer, and the bus hears. */
  const newcomer = async (): Promise<void> => {
    const email = `${buyer()}@example.com`;
    await client.signUp(email, password);
    await wait(pauseMs);
    const { outcome, cookie } = await client.signIn(email, password);
    if (outcome !== 'ok' || cookie === undefined) return;
    await client.sell(email, 1 + below(50_000) / 100, cookie);
    if (below(2) !== 0) return;
    const end = await client.signOut(email, cookie);
    if (end.outcome === 'ok') signedOut.push(cookie);
  };

  const sale = async (): Promise<void> => {
    if (below(4) === 0) await newcomer();
    const seller = `seller-${Math.floor((sales += 1) / salesOfOne)}`;
    const ticketId = idOf(await client.sell(seller, 1 + below(50_000) / 100));
    if (ticketId === undefined) return;
    // The news of the ticket is on its way to orders.
    await wait(pauseMs);
    if (below(4) === 0) await client.edit(seller, ticketId, 1 + below(50_000) / 100);
    const racers = Array.from({ length: 1 + below(4) }, buyer);
    const attempts = await Promise.all(
      racers.map(async (who) => {
        const attempt = below(2) === 0 ? `${who}-once` : undefined;
        // Some press the button twice.
        const clicks = Array.from({ length: below(4) === 0 ? 2 : 1 }, () =>
          client.order(who, ticketId, attempt),
        );
        const entries = await Promise.all(clicks);
        return { who, orderId: entries.map(idOf).find((id) => id !== undefined) };
      }),
    );
    for (const { who, orderId } of attempts) {
      if (orderId !== undefined) await decide(who, orderId);
    }
  };

  const decide = async (who: string, orderId: string): Promise<void> => {
    await wait(below(3) * pauseMs);
    switch (below(8)) {
      case 0:
        return;
      case 1:
        await client.cancel(who, orderId);
        return;
      case 2:
        await Promise.all([client.pay(who, orderId), client.cancel(who, orderId)]);
        return;
      case 3: {
        const token = pick(tokens);
        const attempt = below(2) === 0 ? `${who}-once` : undefined;
        await Promise.all([1, 2, 3].map(() => client.pay(who, orderId, token, attempt)));
        return;
      }
      default: {
        const first = await client.pay(who, orderId, pick(tokens));
        if (first.outcome !== 'ok') await client.pay(who, orderId, pick(tokens));
        if (below(6) === 0) await client.cancel(who, orderId);
      }
    }
  };

  const workers = Array.from({ length: atOnce }, async () => {
    while (isGoing) {
      await sale();
      await wait(pauseMs);
    }
  });
  return {
    signedOut,
    async stop() {
      isGoing = false;
      await Promise.all(workers);
    },
  };
}
