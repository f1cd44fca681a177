import { setTimeout as delay } from 'node:timers/promises';

import { type Entry, History } from './checker/history';
import { aMember, idOf, Person } from './person';
import type { Shop } from './shop';

export interface Traffic {
  /** The people's names in it are the ids of their accounts. */
  readonly history: History;
  /** Stops it, and resolves when the last request has been answered. */
  readonly stop: () => Promise<void>;
}

interface Options {
  readonly people?: number;
  /** The paths that each person reads before each sale. */
  readonly looks?: readonly string[];
  /** Whether each person signs in again now and then. */
  readonly signIn?: boolean;
}

const pauseMs = 100;
const salesPerSignIn = 10;
const tokens = ['tok_visa', 'tok_mastercard', 'tok_amex'];

/** Answers of 500 and above, and broken connections. */
export const failuresOf = ({ entries }: History): string[] =>
  entries
    .filter(({ outcome }) => outcome === 'unknown')
    .map(({ what, sent, status, answer }) => `${what} ${sent}: ${status || String(answer)}`);

/** People sell, order, pay, cancel and leave orders to expire, until the traffic is stopped. They retry what fails. */
export async function startTraffic(
  shop: Shop,
  { people = 4, looks = [], signIn = false }: Options = {},
): Promise<Traffic> {
  const history = new History();
  let isGoing = true;
  let turn = 0;

  /** Retries while there is no answer, and while an event is on its way (404). */
  const retry = async (send: () => Promise<Entry>): Promise<string | undefined> => {
    while (isGoing) {
      const entry = await send();
      if (entry.outcome !== 'unknown' && entry.status !== 404) return idOf(entry);
      await delay(pauseMs);
    }
    return undefined;
  };

  const oneSale = async (person: Person): Promise<void> => {
    turn += 1;
    const kind = turn % 4;
    const token = tokens[turn % tokens.length];
    const price = 10 + (turn % 90) + 0.99;
    for (const path of looks) await person.look(path);
    const ticketId = await retry(() => person.sell(price));
    if (ticketId === undefined) return;
    const orderId = await retry(() => person.order(ticketId));
    if (orderId === undefined || kind === 0) return;
    await retry(() => (kind === 1 ? person.cancel(orderId) : person.pay(orderId, token)));
  };

  const members = await Promise.all(Array.from({ length: people }, () => aMember(shop)));
  const going = members.map(async ({ id: name, email, person: newcomer }) => {
    const person = new Person(shop, { name, session: newcomer.sessionCookie(), history });
    for (let sales = 1; isGoing; sales += 1) {
      await oneSale(person);
      if (signIn && sales % salesPerSignIn === 0) await person.signIn(email);
    }
  });
  return {
    history,
    stop: async () => {
      isGoing = false;
      await Promise.all(going);
    },
  };
}
