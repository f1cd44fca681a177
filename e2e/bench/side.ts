import { randomUUID } from 'node:crypto';

import type { OrderData, TicketData } from '@ticketing-dev/common';

import { Client } from './client';
import { type Member, signUp } from './people';
import { inPool } from '../kit/pool';
import * as works from './works';

export const password = 'correct horse';
/** As many as are measured prepare, too: a preparation overwhelms nobody. */
export const atOnce = 16;

/** A platform that is known by its contract only, through its gateway. */
export interface Side {
  readonly client: Client;
  readonly seller: Member;
  readonly buyer: Member;
  readonly email: string;
}

export async function sideAt(url: string): Promise<Side> {
  const anEmail = (): string => `${randomUUID()}@example.com`;
  const email = anEmail();
  return {
    client: new Client(url, atOnce),
    seller: await signUp(url, email, password),
    buyer: await signUp(url, anEmail(), password),
    email,
  };
}

export interface Hold {
  readonly ticketId: string;
  readonly orderId: string;
}

export const heldBy = (order: string, ticketId: string): Hold => ({
  ticketId,
  orderId: (JSON.parse(order) as OrderData).id,
});

const holderOf = (body: string): string | undefined =>
  // A platform may say null.
  (JSON.parse(body) as Partial<TicketData>).orderId ?? undefined;

/** Waits until tickets has heard of the order: a cancellation that overtakes it would show nothing. */
export const seenHeld = ({ client }: Side, { ticketId, orderId }: Hold): Promise<unknown> =>
  client.sendUntil(works.getTicket(ticketId), (body) => holderOf(body) === orderId);

/** Cancels orders, and waits until tickets has heard of each of them and of its end. */
export const release = (side: Side, holds: readonly Hold[]): Promise<unknown> =>
  inPool(holds, atOnce, async (hold) => {
    await seenHeld(side, hold);
    await side.client.send(works.cancelOrder(side.buyer, hold.orderId));
    await side.client.sendUntil(
      works.getTicket(hold.ticketId),
      (body) => holderOf(body) === undefined,
    );
  });

/** Tickets of which orders is known to have heard: each has been ordered, and is on sale again. */
export async function knownTickets(side: Side, count: number): Promise<readonly string[]> {
  const { client, seller, buyer } = side;
  const offers = Array.from({ length: count }, (_, i) => works.postTicket(seller, i));
  const ids = await inPool(
    offers,
    atOnce,
    async (offer) => (JSON.parse(await client.send(offer)) as TicketData).id,
  );
  const holds = await inPool(ids, atOnce, async (id) =>
    heldBy(await client.sendWhenKnown(works.postOrder(buyer, id)), id),
  );
  await release(side, holds);
  return ids;
}

/**
 * Events that one turn leaves on their way would be work during the other's. A ticket that goes the whole way behind
 * them shows that they are through; of its backlog a platform that is known by its contract tells no more.
 */
export const settle = (side: Side): Promise<unknown> => knownTickets(side, 1);
