import { randomUUID } from 'node:crypto';

import { eventually } from '@ticketing-dev/common/testing';

import { Client } from './client';
import { closed, type Next } from './load';
import { type Member, signUp } from './people';
import { type Ratio, ratioOf } from './stats';
import * as works from './works';

const password = 'correct horse';
const knownMs = 30_000;
const atOnce = 16;

export interface Duel {
  readonly name: string;
  /** Requests a second, ours and theirs, of each round. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  readonly ratio: Ratio;
}

/** A platform that is known by its contract only. */
interface Side {
  readonly client: Client;
  readonly seller: Member;
  readonly buyer: Member;
  readonly email: string;
}

async function sideAt(url: string): Promise<Side> {
  const [email, other] = [randomUUID(), randomUUID()].map((name) => `${name}@example.com`);
  if (email === undefined || other === undefined) throw new Error('no e-mails');
  return {
    client: new Client(url, atOnce),
    seller: await signUp(url, email, password),
    buyer: await signUp(url, other, password),
    email,
  };
}

const postTicket = async (side: Side, i: number): Promise<string> =>
  (JSON.parse(await side.client.send(works.postTicket(side.seller, i))) as { id: string }).id;

/** Tickets that orders has heard of, too. */
async function ticketsFor(side: Side, count: number): Promise<readonly string[]> {
  const ids = await Promise.all(Array.from({ length: count + 1 }, (_, i) => postTicket(side, i)));
  const last = ids.at(-1) ?? '';
  await eventually(() => side.client.send(works.postOrder(side.buyer, last)), knownMs);
  // Events may overtake each other: each of them is asked for once, and left alone if it is not there yet.
  return ids.slice(0, -1);
}

type Round = (side: Side) => Promise<number>;

const requestsFor =
  (seconds: number, next: (side: Side) => Next): Round =>
  async (side) => {
    const answered = await closed(side.client, next(side), { atOnce, seconds });
    return answered.requests / answered.seconds;
  };

function rounds(seconds: number, burst: number): Readonly<Record<string, Round>> {
  let i = 0;
  return {
    'POST /api/tickets': requestsFor(
      seconds,
      ({ seller }) =>
        () =>
          works.postTicket(seller, (i += 1)),
    ),
    'POST /api/orders': async (side) => {
      const tickets = await ticketsFor(side, burst);
      let taken = -1;
      const next = () => works.postOrder(side.buyer, tickets[(taken += 1)] ?? '');
      const answered = await closed(side.client, next, { atOnce, requests: burst });
      return answered.requests / answered.seconds;
    },
    'GET /api/tickets': requestsFor(seconds, () => () => ({
      ...works.getTickets(1),
      fault: (status, body) =>
        status === 200 && body.startsWith('[{') ? undefined : 'expected 200',
    })),
    'GET /api/orders': requestsFor(seconds, ({ buyer }) => () => ({
      ...works.getOrders(buyer, 1),
      fault: (status, body) =>
        status === 200 && body.startsWith('[{') ? undefined : 'expected 200',
    })),
    'POST /api/users/signin': requestsFor(seconds, ({ email }) => () => ({
      ...works.signIn(email, password),
      fault: (status) => (status === 200 || status === 201 ? undefined : 'expected 200'),
    })),
  };
}

/** The same work for both through their gateways, in turns (ABBA); the ratio is ours to theirs. */
export async function duel(
  ourUrl: string,
  theirUrl: string,
  effort: { readonly rounds: number; readonly seconds: number; readonly burst: number },
  say: (line: string) => void,
): Promise<readonly Duel[]> {
  const [ours, theirs] = [await sideAt(ourUrl), await sideAt(theirUrl)];
  const duels: Duel[] = [];
  for (const [name, round] of Object.entries(rounds(effort.seconds, effort.burst))) {
    await round(ours);
    await round(theirs);
    const results = { ours: [] as number[], theirs: [] as number[] };
    for (let i = 0; i < effort.rounds; i += 1) {
      const turns = [
        async () => void results.ours.push(await round(ours)),
        async () => void results.theirs.push(await round(theirs)),
      ];
      for (const turn of i % 2 === 0 ? turns : turns.toReversed()) await turn();
    }
    const ratio = ratioOf(results.ours.map((rate, i) => rate / (results.theirs[i] ?? NaN)));
    duels.push({ name, ...results, ratio });
    say(`${name}: ours ${ratio.mean.toFixed(2)} × theirs`);
  }
  await Promise.all([ours.client.close(), theirs.client.close()]);
  return duels;
}
