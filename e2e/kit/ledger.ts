import { eventually } from '@ticketing-dev/common/testing';
import axios from 'axios';

import { EVENT_MS } from './market';
import { type Shop, theShop } from './shop';

/** A charge in Stripe's ledger. */
export interface Charge {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly captured: boolean;
  readonly refunded: boolean;
  readonly transfer_group: string | null;
}

export async function ledger({ stripeUrl }: Shop = theShop): Promise<readonly Charge[]> {
  return (await axios.get<Charge[]>(`${stripeUrl}/_ledger`)).data;
}

/** Charges that are captured or still authorised. */
export const standing = (charges: readonly Charge[]): Charge[] =>
  charges.filter(({ status, refunded }) => status === 'succeeded' && !refunded);

/** An order's charges that are captured or still authorised. */
export async function standingFor({ id }: { id: string }, shop?: Shop): Promise<Charge[]> {
  return standing(await ledger(shop)).filter(({ transfer_group: group }) => group === id);
}

/** Waits until the order has exactly one captured charge. */
export const charged = (order: { id: string }, shop?: Shop): Promise<Charge> =>
  eventually(async () => {
    const [charge, ...more] = await standingFor(order, shop);
    if (!charge?.captured || more.length > 0) {
      throw new Error(`Captured once? ${JSON.stringify([charge, ...more])}`);
    }
    return charge;
  }, EVENT_MS);
