import { isNewerTicket, type TicketBody } from '@ticketing-dev/common/contracts';

import type { LiveEvent } from './live-source';

/** The most tickets of a snapshot. If it has fewer, it has all tickets that are on sale. */
const snapshotSize = 100;

/** What the stream of the first page has said. */
export interface LiveList {
  /** The newest state of each ticket that was sent. */
  readonly newest: ReadonlyMap<string, TicketBody>;
  /** The ids of the last snapshot, and of tickets that came on sale since. Null before the first snapshot. */
  readonly onSale: ReadonlySet<string> | null;
  /** The oldest id of which the snapshot says whether it is on sale. */
  readonly from: string;
}

export const emptyLiveList: LiveList = { newest: new Map(), onSale: null, from: '' };

const isOnSale = ({ orderId, offSale }: TicketBody): boolean =>
  orderId === undefined && offSale === undefined;

export function withLiveEvent(before: LiveList, { isSnapshot, items }: LiveEvent): LiveList {
  const tickets = items as readonly TicketBody[];
  const newest = new Map(before.newest);
  for (const ticket of tickets) {
    const known = newest.get(ticket.id);
    if (!known || isNewerTicket(ticket, known)) newest.set(ticket.id, ticket);
  }
  const ids = tickets.filter(isOnSale).map(({ id }) => id);
  if (!isSnapshot) {
    const onSale = before.onSale && new Set([...before.onSale, ...ids]);
    return { newest, onSale, from: before.from };
  }
  // Ids grow with time.
  const from = ids.length < snapshotSize ? '' : (ids.toSorted()[0] ?? '');
  return { newest, onSale: new Set(ids), from };
}

/** A ticket of a list as it is now. */
export function liveTicketOf({ newest }: LiveList, ticket: TicketBody): TicketBody {
  const now = newest.get(ticket.id);
  return now && isNewerTicket(now, ticket) ? now : ticket;
}

export type GoneBecause = 'sold' | 'goneBuying' | 'goneOff';

/** Why a ticket of a list cannot be bought any more; null if it can. */
export function goneBecause(list: LiveList, ticket: TicketBody): GoneBecause | null {
  const { orderId, offSale, sold, id } = liveTicketOf(list, ticket);
  if (sold) return 'sold';
  if (orderId !== undefined) return 'goneBuying';
  // It was held or sold while no event arrived, so only the snapshot says so.
  const isMissing = list.onSale !== null && id >= list.from && !list.onSale.has(id);
  return offSale || isMissing ? 'goneOff' : null;
}

/** How many tickets came on sale after those of a list. */
export function countNew({ newest }: LiveList, tickets: readonly TicketBody[]): number {
  const [last = ''] = tickets
    .map(({ id }) => id)
    .toSorted()
    .slice(-1);
  return [...newest.values()].filter((ticket) => ticket.id > last && isOnSale(ticket)).length;
}
