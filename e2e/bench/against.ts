import type { OrderData, TicketData } from '@ticketing-dev/common';

import { buy } from './buy';
import { expectsJson, VoidRun, type Work } from './client';
import { type Act, type Answered, closed, open, sending } from './load';
import { toLatency } from './measure';
import {
  atOnce,
  heldBy,
  type Hold,
  knownTickets,
  password,
  release,
  seenHeld,
  settle,
  type Side,
  sideAt,
} from './side';
import { mean, type Ratio, ratioOf } from '../kit/stats';
import * as works from './works';

export interface Duel {
  readonly name: string;
  /** Requests a second, ours and theirs, of each round. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  readonly ratio: Ratio;
  /** Latency to theirs, with so many arrivals a second for both. */
  readonly latency: { readonly perSecond: number; readonly p50: Ratio; readonly p99: Ratio };
}

/** One side's part in a duel. */
interface Part {
  /** Before each turn, and after it; neither is measured. */
  readonly before?: () => Promise<unknown>;
  readonly act: Act;
  readonly after?: () => Promise<unknown>;
}

interface Discipline {
  readonly name: string;
  /** So many requests a turn, where each takes a ticket, instead of so many seconds. */
  readonly requests?: number;
  readonly part: (side: Side) => Promise<Part> | Part;
}

const someList = expectsJson<unknown[]>(200, ({ length }) => length > 0);

/** The same answer every time during a turn; between turns others may have been put on sale. */
function reading({ client }: Side, work: Work): Part {
  let known = work;
  return {
    before: async () => {
      known = works.again(work, await client.send(work));
    },
    act: sending(client, () => known),
  };
}

async function ordering(side: Side, count: number): Promise<Part> {
  const tickets = await knownTickets(side, count);
  let left = [...tickets];
  const holds: Hold[] = [];
  return {
    act: async () => {
      const id = left.pop() ?? '';
      holds.push(heldBy(await side.client.send(works.postOrder(side.buyer, id)), id));
    },
    after: async () => {
      await release(side, holds.splice(0));
      left = [...tickets];
    },
  };
}

function buying(side: Side, count: number): Part {
  const clients = { orders: side.client, payments: side.client };
  let left: string[] = [];
  return {
    before: async () => {
      left = [...(await knownTickets(side, count))];
    },
    act: () => buy(clients, side.buyer, left.pop() ?? ''),
  };
}

async function readingAnOrder(side: Side): Promise<Part> {
  const [id = ''] = await knownTickets(side, 1);
  const placed = await side.client.send(works.postOrder(side.buyer, id));
  await seenHeld(side, heldBy(placed, id));
  return reading(side, works.getOrder(side.buyer, (JSON.parse(placed) as OrderData).id));
}

async function readingATicket(side: Side): Promise<Part> {
  const ticket = JSON.parse(await side.client.send(works.postTicket(side.seller, 0))) as TicketData;
  return reading(side, works.getTicket(ticket.id));
}

function selling({ client, seller }: Side): Part {
  let i = 0;
  return { act: sending(client, () => works.postTicket(seller, (i += 1))) };
}

const signingIn = ({ client, email }: Side): Part => ({
  act: sending(client, () => works.signIn(email, password)),
});

const disciplines = (burst: number): readonly Discipline[] => {
  const purchases = Math.ceil(burst / 10);
  return [
    { name: 'POST /api/tickets', part: selling },
    { name: 'POST /api/orders', requests: burst, part: (side) => ordering(side, burst) },
    {
      name: 'a purchase: order, pay, until it is complete',
      requests: purchases,
      part: (side) => buying(side, purchases),
    },
    {
      name: 'GET /api/tickets',
      part: (side) => reading(side, { ...works.getTickets(0), fault: someList }),
    },
    { name: 'GET /api/tickets/:id', part: readingATicket },
    {
      name: 'GET /api/orders',
      part: (side) => reading(side, { ...works.getOrders(side.buyer, 0), fault: someList }),
    },
    { name: 'GET /api/orders/:orderId', part: readingAnOrder },
    { name: 'POST /api/users/signin', part: signingIn },
  ];
};

const home: Discipline = {
  name: 'GET / (the home page)',
  part: ({ client }) => ({ act: sending(client, works.getHome) }),
};

async function servesHome({ client }: Side): Promise<boolean> {
  try {
    await client.send(works.getHome());
    return true;
  } catch (error) {
    if (error instanceof VoidRun) return false;
    throw error;
  }
}

type Pair<T> = Readonly<Record<'ours' | 'theirs', T>>;
type Load = (act: Act) => Promise<Answered>;

async function turn(side: Side, { before, act, after }: Part, load: Load): Promise<Answered> {
  await before?.();
  const answered = await load(act);
  await after?.();
  await settle(side);
  return answered;
}

/** Ours, theirs, theirs, ours: what drifts meets both. */
async function abba(
  rounds: number,
  take: (who: keyof Pair<Side>) => Promise<Answered>,
): Promise<Pair<Answered[]>> {
  const answered: Pair<Answered[]> = { ours: [], theirs: [] };
  const order = ['ours', 'theirs'] as const;
  for (let i = 0; i < rounds; i += 1) {
    for (const who of i % 2 === 0 ? order : order.toReversed()) {
      answered[who].push(await take(who));
    }
  }
  return answered;
}

const rateOf = ({ requests, seconds }: Answered): number => requests / seconds;
const ratioBetween = ({ ours, theirs }: Pair<Answered[]>, of: (one: Answered) => number): Ratio =>
  ratioOf(ours.map((one, i) => of(one) / (theirs[i] ? of(theirs[i]) : NaN)));

/** Far below where the slower one would queue. */
const shareOfSlower = 0.3;

interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  readonly burst: number;
}

async function compare(
  sides: Pair<Side>,
  { name, requests, part }: Discipline,
  { rounds, seconds }: Effort,
): Promise<Duel> {
  const parts = { ours: await part(sides.ours), theirs: await part(sides.theirs) };
  const limit = requests === undefined ? { seconds } : { requests };
  const asMany: Load = (act) => closed(act, { atOnce, ...limit });
  const take = (load: Load) => (who: keyof Pair<Side>) => turn(sides[who], parts[who], load);
  await abba(1, take(asMany)); // to warm up
  const most = await abba(rounds, take(asMany));
  const [ours, theirs] = [most.ours.map(rateOf), most.theirs.map(rateOf)];

  const wanted = shareOfSlower * Math.min(mean(ours), mean(theirs));
  const available = requests === undefined ? Infinity : requests / seconds;
  const perSecond = Math.max(1, Math.floor(Math.min(wanted, available)));
  const steady = await abba(
    rounds,
    take((act) => open(act, { perSecond, seconds })),
  );
  return {
    name,
    ours,
    theirs,
    ratio: ratioBetween(most, rateOf),
    latency: {
      perSecond,
      p50: ratioBetween(steady, (one) => toLatency(perSecond, one).p50),
      p99: ratioBetween(steady, (one) => toLatency(perSecond, one).p99),
    },
  };
}

/** The same work for both through their gateways, in turns; each ratio is ours to theirs. */
export async function duel(
  ourUrl: string,
  theirUrl: string,
  effort: Effort,
  say: (line: string) => void,
): Promise<readonly Duel[]> {
  const sides = { ours: await sideAt(ourUrl), theirs: await sideAt(theirUrl) };
  const hasHome = (await servesHome(sides.ours)) && (await servesHome(sides.theirs));
  if (!hasHome) say('not both serve a home page: it is left out');
  const duels: Duel[] = [];
  for (const discipline of [...disciplines(effort.burst), ...(hasHome ? [home] : [])]) {
    const result = await compare(sides, discipline, effort);
    duels.push(result);
    const { name, ratio, latency } = result;
    say(
      `${name}: ours ${ratio.mean.toFixed(2)} × theirs, p50 ${latency.p50.mean.toFixed(2)} × at ${latency.perSecond}/s`,
    );
  }
  await Promise.all([sides.ours.client.close(), sides.theirs.client.close()]);
  return duels;
}
