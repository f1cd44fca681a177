import type { OrderData } from '@ticketing-dev/common';

import type { Client } from './client';
import type { Member } from './people';
import * as works from './works';

/** Order, pay, and ask until the order is complete. */
export async function buy(
  { orders, payments }: { readonly orders: Client; readonly payments: Client },
  buyer: Member,
  ticketId: string,
): Promise<void> {
  const { id } = JSON.parse(await orders.send(works.postOrder(buyer, ticketId))) as OrderData;
  await payments.sendWhenKnown(works.postPayment(buyer, id));
  await orders.sendUntil(works.getOrder(buyer, id), (body) => body.includes('"status":"complete"'));
}
