import type { Db, ObjectId } from 'mongodb';

interface OrderDocument {
  readonly _id: ObjectId;
  readonly status: string;
  readonly userId: string;
  readonly slot: string;
  readonly ticket: { readonly id: string };
}

/** An order with a wrong slot, or one of several orders for a ticket. */
export interface SuspectOrder {
  readonly id: string;
  readonly status: string;
  readonly userId: string;
  readonly slot: string;
}

/** Orders that break the promise "One sale", or that could let it be broken. */
export interface Duplicates {
  /** Tickets with more than one order that is not cancelled, oldest order first. */
  readonly tickets: readonly {
    readonly ticketId: string;
    readonly orders: readonly SuspectOrder[];
  }[];
  /** Orders whose slot is neither their own id nor their ticket's, in lower case: they do not block other orders. */
  readonly strays: readonly (SuspectOrder & { readonly ticketId: string })[];
}

const fields = { status: 1, userId: 1, slot: 1, 'ticket.id': 1 };

/** Searches all orders. It reads them one after the other, because there may be millions. */
export async function findDuplicates(orders: Db): Promise<Duplicates> {
  const live = new Map<string, SuspectOrder[]>();
  const strays: Duplicates['strays'][number][] = [];
  const found = orders
    .collection<OrderDocument>('orders')
    .find({}, { projection: fields })
    .sort({ _id: 1 });
  for await (const { _id, status, userId, slot, ticket } of found) {
    const id = _id.toHexString();
    const ticketId = ticket.id.toLowerCase();
    const order = { id, status, userId, slot };
    if (slot !== id && slot !== ticketId) strays.push({ ...order, ticketId });
    if (status !== 'cancelled') live.set(ticketId, [...(live.get(ticketId) ?? []), order]);
  }
  const tickets = [...live].flatMap(([ticketId, notCancelled]) =>
    notCancelled.length > 1 ? [{ ticketId, orders: notCancelled }] : [],
  );
  return { tickets, strays };
}

const line = ({ id, status, userId, slot }: SuspectOrder): string =>
  `  order ${id}  ${status.padEnd(9)}  buyer ${userId}  slot ${slot}`;

/** The report that an operator reads. */
export function describeDuplicates({ tickets, strays }: Duplicates): string {
  const lines = [
    ...tickets.flatMap(({ ticketId, orders }) => [
      `ticket ${ticketId} has ${orders.length} orders that are not cancelled:`,
      ...orders.map(line),
    ]),
    ...(strays.length > 0 ? ['orders whose slot is neither their own id nor their ticket’s:'] : []),
    ...strays.map((order) => `${line(order)}  ticket ${order.ticketId}`),
    `${tickets.length} tickets with more than one order, ${strays.length} orders with a wrong slot`,
  ];
  return lines.join('\n');
}
