import type { Outcome, Tools } from '../outcome';

interface SuspectOrder {
  readonly id: string;
  readonly status: string;
  readonly userId: string;
  readonly slot: string;
}

interface Duplicates {
  readonly tickets: readonly {
    readonly ticketId: string;
    readonly orders: readonly SuspectOrder[];
  }[];
  readonly strays: readonly (SuspectOrder & { readonly ticketId: string })[];
}

/** Tickets with more than one order. */
export async function duplicates({ ask }: Tools): Promise<Outcome> {
  const found = await ask.get<Duplicates>('orders', '/duplicates');
  const { tickets, strays } = found;
  return {
    lines: [
      ...tickets.flatMap(({ ticketId, orders }) => [
        `ticket ${ticketId} has ${orders.length} orders that are not cancelled:`,
        ...orders.map(line),
      ]),
      ...(strays.length > 0
        ? ['orders whose slot is neither their own id nor their ticket’s:']
        : []),
      ...strays.map((order) => `${line(order)}  ticket ${order.ticketId}`),
      `${tickets.length} tickets with more than one order, ${strays.length} orders with a wrong slot`,
    ],
    json: found,
    isFound: tickets.length > 0 || strays.length > 0,
  };
}

const line = ({ id, status, userId, slot }: SuspectOrder): string =>
  `  order ${id}  ${status.padEnd(9)}  buyer ${userId}  slot ${slot}`;
