import { eventually } from '@ticketing-dev/common/testing';
import axios from 'axios';

import { EVENT_MS } from './market';
import { type Shop, theShop } from './shop';

/** What Stripe knows of a charge. */
export interface Charge {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly captured: boolean;
  readonly refunded: boolean;
  readonly transfer_group: string | null;
}

export async function ledger({ stripeUrl }: Shop = theShop): Promise<readonly Charge[]> {
  return (await axios.get<Charge[]>(`${stripeUrl}/_ledger`)).data;
}

/** Money that was taken, or that is still held back for us. */
export const standing = (charges: readonly Charge[]): Charge[] =>
  charges.filter(({ status, refunded }) => status === 'succeeded' && !refunded);

/** What stands of an order's charges. */
export async function standingFor({ id }: { id: string }, shop?: Shop): Promise<Charge[]> {
  return standing(await ledger(shop)).filter(({ transfer_group: group }) => group === id);
}

/** Waits until the order has been charged, and only once. */
export const charged = (order: { id: string }, shop?: Shop): Promise<Charge> =>
  eventually(async () => {
    const [charge, ...more] = await standingFor(order, shop);
    if (!charge?.captured || more.length > 0) {
      throw new Error(`Captured once? ${JSON.stringify([charge, ...more])}`);
    }
    return charge;
  }, EVENT_MS);
