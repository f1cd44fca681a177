import { tabMemory } from './tab-memory';

const keyOf = (orderId: string): string => `seen-price:${orderId}`;

/** The price on the button, where the order that it made has another. */
export function rememberSeenPrice(orderId: string, price: number): void {
  tabMemory.keep(keyOf(orderId), price);
}

export function recallSeenPrice(orderId: string): number | null {
  const price = tabMemory.recall(keyOf(orderId));
  return typeof price === 'number' ? price : null;
}
