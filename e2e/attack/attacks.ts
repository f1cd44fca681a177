import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import axios from 'axios';

import { aTicketOnSale, cancel, order, pay, placeOrder } from '../kit/market';
import {
  aMember,
  type Answer,
  anEmail,
  expectStatus,
  type Member,
  password,
  Person,
} from '../kit/person';
import { inPool } from '../kit/pool';
import type { Shop } from '../kit/shop';
import { percentile } from '../kit/stats';

export interface Target {
  readonly shop: Shop;
  readonly holdSeconds: number;
  /** Checks counts only, for a machine on which times mean nothing. */
  readonly isShort: boolean;
}

interface Outcome {
  readonly figures: Readonly<Record<string, string | number>>;
  /** Each limit, and whether it was broken. */
  readonly checks: readonly (readonly [isBroken: boolean, message: string])[];
}

/** An attack that an audit found. */
export interface Attack {
  readonly name: string;
  readonly summary: string;
  readonly run: (target: Target) => Promise<Outcome>;
}

async function timed<T>(work: () => Promise<T>): Promise<T & { readonly ms: number }> {
  const since = performance.now();
  const result = await work();
  return { ...result, ms: performance.now() - since };
}

const has = (text: string, { status, body }: Answer<unknown>): boolean =>
  status === 400 && JSON.stringify(body).includes(text);

function statuses(answers: readonly Answer<unknown>[]): string {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${status} × ${count}`).join(', ');
}

async function ticketsOnSale(shop: Shop, count: number): Promise<readonly { id: string }[]> {
  const seller = await aMember(shop);
  return inPool(Array.from({ length: count }), 1, () => aTicketOnSale({ seller, price: 25 }));
}

const signIns = { count: 300, withinMs: 700, abortedAfterMs: 700 } as const;
const mostMs = { signIn: 2_000, currentUser: 100 } as const;

async function abandonSignIns({ shop, isShort }: Target): Promise<Outcome> {
  const { email, person } = await aMember(shop);
  const reads: number[] = [];
  const flood = new AbortController();
  const reading = (async () => {
    while (!flood.signal.aborted) {
      const answer = await timed(() => person.call('GET', '/api/users/currentuser'));
      expectStatus(answer, 200);
      reads.push(answer.ms);
      await delay(20);
    }
  })();
  const signIn = async (_: unknown, i: number): Promise<void> => {
    await delay((i * signIns.withinMs) / signIns.count);
    const body = { email: anEmail(), password };
    await axios
      .post(`${shop.url}/api/users/signin`, body, { timeout: signIns.abortedAfterMs })
      .catch(() => undefined);
  };
  await Promise.all(Array.from({ length: signIns.count }, signIn));
  const newcomer = new Person(shop);
  const next = await timed(() => newcomer.call('POST', '/api/users/signin', { email, password }));
  flood.abort();
  await reading;

  const p95 = percentile(reads, 0.95);
  return {
    figures: {
      'the next sign-in': `${next.status} after ${next.ms.toFixed(0)} ms`,
      'currentuser, p95': `${p95.toFixed(0)} ms`,
    },
    checks: [
      [next.status !== 200, `the next sign-in returned ${next.status}`],
      [!isShort && next.ms > mostMs.signIn, `the next sign-in took ${next.ms.toFixed(0)} ms`],
      [!isShort && p95 > mostMs.currentUser, `currentuser took ${p95.toFixed(0)} ms (p95)`],
    ],
  };
}

const guesses = { full: 10_000, short: 400, concurrent: 32, mostHashes: 20 } as const;

async function guessPasswords({ shop, isShort }: Target): Promise<Outcome> {
  const count = isShort ? guesses.short : guesses.full;
  const guessAt = (email: string): Promise<Answer<unknown>[]> =>
    inPool(Array.from({ length: count }), guesses.concurrent, (_, i) =>
      new Person(shop).call('POST', '/api/users/signin', { email, password: `guess number ${i}` }),
    );
  const { email, person } = await aMember(shop);
  const end = new AbortController();
  const guessing = guessAt(email).finally(() => end.abort());
  const entries: (Answer<unknown> & { readonly ms: number })[] = [];
  // Fewer than the owner's own limit.
  while (!end.signal.aborted && entries.length < 5) {
    await person.call('POST', '/api/users/signout');
    entries.push(await timed(() => person.call('POST', '/api/users/signin', { email, password })));
  }
  const answers = await guessing;
  const unknown = await guessAt(`nobody-${randomUUID()}@example.com`);

  const hashesIn = (all: readonly Answer<unknown>[]): number =>
    all.filter((answer) => has('Invalid credentials', answer)).length;
  const [hashes, unknownHashes] = [hashesIn(answers), hashesIn(unknown)];
  // With a full queue the numbers differ by chance.
  const wasFull = [...answers, ...unknown].some(({ status }) => status === 503);
  const differs = unknownHashes > guesses.mostHashes || (!wasFull && unknownHashes !== hashes);
  const slowest = Math.max(...entries.map(({ ms }) => ms));
  const refused = entries.filter(({ status }) => status !== 200).length;
  return {
    figures: {
      'guesses at an account': `${count}: ${statuses(answers)}`,
      'hashes for them': hashes,
      'hashes for an account that does not exist': unknownHashes,
      'the owner meanwhile': `${entries.length - refused} of ${entries.length} sign-ins, the slowest ${slowest.toFixed(0)} ms`,
    },
    checks: [
      [hashes > guesses.mostHashes, `${hashes} guesses were hashed`],
      [differs, `${unknownHashes} hashes for an account that does not exist`],
      [refused > 0, `the owner was refused ${refused} times`],
      [!isShort && slowest > mostMs.signIn, `the owner waited ${slowest.toFixed(0)} ms`],
    ],
  };
}

const hoard = { seats: 20, mostOpen: 10, renewAfter: 0.75, holds: 1.7 } as const;

async function hoardTickets({ shop, holdSeconds }: Target): Promise<Outcome> {
  const tickets = await ticketsOnSale(shop, hoard.seats);
  const [hoarder, buyer] = [await aMember(shop), await aMember(shop)];
  const end = Date.now() + hoard.holds * holdSeconds * 1000;
  const held = new Map<string, { readonly id: string; readonly renewAt: number }>();
  const bought = new Set<string>();
  let [most, renewals, tries] = [0, 0, 0];

  const reserve = async (who: Member, id: string): Promise<{ id: string } | undefined> => {
    const { status, body } = await order(who, id);
    return status === 201 ? body : undefined;
  };
  const hoarding = async (): Promise<void> => {
    while (Date.now() < end) {
      for (const { id } of tickets) {
        const former = held.get(id);
        if (former && Date.now() < former.renewAt) continue;
        if (former) {
          await cancel(hoarder, former);
          held.delete(id);
          renewals += 1;
        }
        const next = await reserve(hoarder, id);
        const renewAt = Date.now() + holdSeconds * 1000 * hoard.renewAfter;
        if (next) held.set(id, { id: next.id, renewAt });
        most = Math.max(most, held.size);
      }
      await delay(100);
    }
  };
  const buying = async (): Promise<void> => {
    // The hoarder orders first.
    while (held.size === 0 && Date.now() < end) await delay(100);
    while (Date.now() < end) {
      for (const { id } of tickets.filter((each) => !bought.has(each.id))) {
        tries += 1;
        const placed = await reserve(buyer, id);
        if (placed && (await pay(buyer, placed)).status === 201) bought.add(id);
      }
      await delay(500);
    }
  };
  await Promise.all([hoarding(), buying()]);

  return {
    figures: {
      'tickets reserved by the hoarder at most': `${most} of ${hoard.seats}`,
      renewals,
      'tickets that another buyer got': `${bought.size}, in ${tries} tries`,
    },
    checks: [
      [most > hoard.mostOpen, `the hoarder reserved ${most} tickets concurrently`],
      [bought.size === 0, 'no other buyer got a ticket'],
    ],
  };
}

const cards = { count: 25, mostPerOrder: 5, mostPerAccount: 10 } as const;

async function testCards({ shop }: Target): Promise<Outcome> {
  const tester = await aMember(shop);
  const perOrder: Answer<unknown>[][] = [];
  const orders = [];
  for (const ticket of await ticketsOnSale(shop, 3)) orders.push(await placeOrder(tester, ticket));
  for (const placed of orders) {
    const tryCard = () => pay(tester, placed, 'tok_chargeDeclined');
    perOrder.push(await inPool(Array.from({ length: cards.count }), 1, tryCard));
  }

  const declined = perOrder.map((all) => all.filter((each) => has('declined', each)).length);
  const all = declined.reduce((sum, each) => sum + each, 0);
  return {
    figures: {
      'cards that reached Stripe, by order': declined.join(', '),
      answers: statuses(perOrder.flat()),
    },
    checks: [
      ...declined.map((each) => [each > cards.mostPerOrder, `${each} at one order`] as const),
      [all > cards.mostPerAccount, `${all} by one account`],
      [all < cards.mostPerAccount, `only ${all} were tried: the attack did not work`],
    ],
  };
}

export const attacks: readonly Attack[] = [
  {
    name: 'abandoned',
    summary: `${signIns.count} sign-ins within ${signIns.withinMs} ms, each aborted after ${signIns.abortedAfterMs} ms`,
    run: abandonSignIns,
  },
  { name: 'guesses', summary: `${guesses.full} guesses at one account`, run: guessPasswords },
  {
    name: 'hoarder',
    summary: `one account orders ${hoard.seats} tickets and renews them, another one tries to buy`,
    run: hoardTickets,
  },
  {
    name: 'cards',
    summary: `${cards.count} declined cards on each of three orders`,
    run: testCards,
  },
];
