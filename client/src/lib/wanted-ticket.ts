import { tabMemory } from '@/lib/tab-memory';

const lifeMs = 15 * 60_000;
const keyOf = (ticketId: string): string => `wanted:${ticketId}`;

interface Wanted {
  /** The price on the button. */
  readonly price: number;
  readonly at: number;
}

/**
 * Stores that a visitor pressed *Buy* and has to sign in first. It is in the tab and not in the address, so that a link
 * cannot order a ticket.
 */
export function rememberWanted(ticketId: string, price: number): void {
  tabMemory.keep(keyOf(ticketId), { price, at: Date.now() } satisfies Wanted);
}

/** Returns the price that the visitor saw, once. */
export function takeWanted(ticketId: string): number | null {
  const wanted = tabMemory.recall(keyOf(ticketId));
  tabMemory.forget(keyOf(ticketId));
  return isWanted(wanted) && Date.now() - wanted.at < lifeMs ? wanted.price : null;
}

function isWanted(value: unknown): value is Wanted {
  return (
    typeof value === 'object' &&
    value !== null &&
    'price' in value &&
    typeof value.price === 'number' &&
    'at' in value &&
    typeof value.at === 'number'
  );
}
