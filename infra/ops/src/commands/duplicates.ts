import { OrderStatus } from '@ticketing-dev/common';

import type { Outcome, Tools } from '../outcome';

interface SuspectOrder {
  readonly id: string;
  readonly status: string;
  readonly userId: string;
  readonly slot: string;
}

type Slot = SuspectOrder & { readonly ticketId: string };

/**
 * Orders that break the promise "One sale", or that could let it be broken: tickets with more than one order that is not
 * cancelled, and orders whose slot is neither their own id nor their ticket's. The latter do not block other orders.
 */
export async function duplicates({ ask }: Tools): Promise<Outcome> {
  const live = new Map<string, SuspectOrder>();
  const repeated = new Map<string, SuspectOrder[]>();
  const strays: Slot[] = [];
  for await (const { ticketId: asStored, ...order } of ask.lines<Slot>('orders', '/slots')) {
    // An order of an older build may have its ticket's id in another spelling.
    const ticketId = asStored.toLowerCase();
    if (order.slot !== order.id && order.slot !== ticketId) strays.push({ ...order, ticketId });
    if (order.status === OrderStatus.Cancelled) continue;
    const first = live.get(ticketId);
    if (first) repeated.set(ticketId, [...(repeated.get(ticketId) ?? [first]), order]);
    else live.set(ticketId, order);
  }
  const tickets = [...repeated].map(([ticketId, orders]) => ({ ticketId, orders }));
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
    json: { tickets, strays },
    isFound: tickets.length > 0 || strays.length > 0,
  };
}

const line = ({ id, status, userId, slot }: SuspectOrder): string =>
  `  order ${id}  ${status.padEnd(9)}  buyer ${userId}  slot ${slot}`;
