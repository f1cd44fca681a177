import { tabMemory } from './tab-memory';

const keyOf = (orderId: string): string => `seen-price:${orderId}`;

/** Stores the price on the button if the order has a different one. */
export function rememberSeenPrice(orderId: string, price: number): void {
  tabMemory.keep(keyOf(orderId), price);
}

export function recallSeenPrice(orderId: string): number | null {
  const price = tabMemory.recall(keyOf(orderId));
  return typeof price === 'number' ? price : null;
}
