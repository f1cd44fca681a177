import type { OrderBody, PaymentBody } from '@ticketing-dev/common/contracts';

import { listOrders } from './orders';
import { showPayment } from './payments';
import { exportAccount } from './users';

/** What the services store about the user: the account, the orders, and the payment of each order. */
export interface OwnData {
  readonly account: unknown;
  readonly orders: readonly OrderBody[];
  readonly payments: readonly PaymentBody[];
}

/** Reads all of it, one request after another, so that a long history is no burden for the services. */
export async function loadOwnData(): Promise<OwnData> {
  const account = await exportAccount();
  const orders: OrderBody[] = [];
  for (let query: string | null = ''; query !== null;) {
    const page = await listOrders(query);
    orders.push(...page.items);
    query = page.nextQuery;
  }
  const payments: PaymentBody[] = [];
  for (const { id } of orders) {
    const payment = await showPayment(id);
    if (payment) payments.push(payment);
  }
  return { account, orders, payments };
}
