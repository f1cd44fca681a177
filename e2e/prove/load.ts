import { setTimeout as delay } from 'node:timers/promises';

import type { Entry } from '../kit/checker/history';
import { anEmail, idOf, type Person } from '../kit/person';
import type { Platform } from './platform';
import { createVisits } from './visits';

/** The default limits allow one seller no more. */
const salesOfOne = 40;
const tokens = ['tok_visa', 'tok_mastercard', 'tok_amex', 'tok_chargeDeclined'];
const pauseMs = 150;
/** Buyers with an account, who receive mails. They buy again and again, because a sign-up is expensive. */
const mostMembers = 4;
const mostRepeats = 3;

/** Sends a request with a key again if its answer is lost. Without a key it may be done already, so it is sent once. */
async function repeated(key: string | undefined, send: () => Promise<Entry>): Promise<Entry> {
  let entry = await send();
  for (let left = key === undefined ? 0 : mostRepeats; left > 0; left -= 1) {
    if (entry.outcome !== 'unknown') break;
    await delay(pauseMs);
    entry = await send();
  }
  return entry;
}

/**
 * Buyers compete for tickets, pay, cancel, cancel while they pay, or do nothing. Some that have paid show their code at
 * the doors. Sellers edit prices, and people sign up, in and out. Half of the sales and orders, and some payments, have an
 * idempotency key.
 *
 * @param atOnce how many sales run concurrently
 */
export function startLoad(platform: Platform, random: () => number, atOnce = 4) {
  let isGoing = true;
  let newcomers = 0;
  let sales = 0;
  const signedOut: string[] = [];
  const visits = createVisits();
  const members: Person[] = [];
  let admissions = 0;
  const below = (most: number): number => Math.floor(random() * most);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  const price = (): number => 1 + below(50_000) / 100;
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  /** A key is for one body: the same one for each click. */
  const someKey = (...body: string[]) => (below(2) === 0 ? body.join('-') : undefined);

  /** Auth and its database answer, and the bus carries the sign-out. */
  const newcomer = async (): Promise<void> => {
    const email = `newcomer-${(newcomers += 1)}@example.com`;
    const person = platform.visitor(email);
    await person.signUp(email);
    await delay(pauseMs);
    const { outcome } = await person.signIn(email);
    if (outcome !== 'ok') return;
    const session = person.sessionCookie();
    await person.sell(price());
    if (below(2) !== 0) return;
    const end = await person.signOut();
    if (end.outcome === 'ok') signedOut.push(session);
  };

  /** With an account if the sign-up was answered. In the history, the name is the id, as it is in orders. */
  const aBuyer = async (): Promise<Person> => {
    if (below(3) !== 0) return platform.buyer();
    if (members.length < mostMembers) {
      const visitor = platform.visitor('a new member');
      const id = idOf(await visitor.signUp(anEmail()));
      if (id !== undefined) members.push(platform.visitor(id, visitor.sessionCookie()));
    }
    return members.length === 0 ? platform.buyer() : pick(members);
  };

  const sale = async (): Promise<void> => {
    if (below(4) === 0) await newcomer();
    const number = (sales += 1);
    const seller = platform.signedIn(`seller-${Math.floor(number / salesOfOne)}`);
    const asked = price();
    const saleKey = someKey(String(number));
    const sold = await repeated(saleKey, () => seller.sell(asked, saleKey));
    const ticketId = idOf(sold);
    if (ticketId === undefined) return;
    // Orders receives the ticket in the meantime.
    await delay(pauseMs);
    if (below(4) === 0) await seller.edit(ticketId, price());
    const attempts = times(1 + below(4), aBuyer).map(async (found) => {
      const buyer = await found;
      const key = someKey(ticketId);
      // Some press the button twice.
      const click = () => repeated(key, () => buyer.order(ticketId, key));
      const clicks = times(below(4) === 0 ? 2 : 1, click);
      return { buyer, orderId: (await Promise.all(clicks)).map(idOf).find(Boolean) };
    });
    for (const { buyer, orderId } of await Promise.all(attempts)) {
      if (orderId === undefined) continue;
      const mayBePaid = await decide(buyer, orderId);
      // While the load goes on, so that a visit never waits longer than the run.
      if (!mayBePaid || !isGoing) continue;
      if (await visits.visit({ seller, buyer, ticketId, orderId })) admissions += 1;
    }
  };

  /** @returns whether the order may be paid, as far as the buyer can know */
  const decide = async (buyer: Person, orderId: string): Promise<boolean> => {
    await delay(below(3) * pauseMs);
    const choice = below(8);
    if (choice === 0) return false;
    if (choice === 1) {
      await buyer.cancel(orderId);
    } else if (choice === 2) {
      await Promise.all([buyer.pay(orderId), buyer.cancel(orderId)]);
    } else if (choice === 3) {
      const token = pick(tokens);
      const key = someKey(orderId, token);
      await Promise.all(times(3, () => repeated(key, () => buyer.pay(orderId, token, key))));
    } else {
      let { outcome } = await buyer.pay(orderId, pick(tokens));
      if (outcome !== 'ok') ({ outcome } = await buyer.pay(orderId, pick(tokens)));
      if (below(6) === 0) await buyer.cancel(orderId);
      return outcome !== 'failed';
    }
    return false;
  };

  const workers = times(atOnce, async () => {
    while (isGoing) {
      await sale();
      await delay(pauseMs);
    }
  });
  return {
    /** The sessions of the people whose sign-out was answered. */
    signedOut,
    /** How many buyers a door has admitted. */
    admissions: () => admissions,
    async stop(): Promise<void> {
      isGoing = false;
      await Promise.all(workers);
    },
  };
}
