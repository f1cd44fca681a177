import { idOf, type Person } from '../kit/person';
import type { Platform } from './platform';

const readers = 12;
const buyers = 6;
const editsPerSale = 30;

/**
 * Many people read the list of tickets and a few tickets, while their seller edits them and reads immediately, and buyers
 * order, cancel and order again. Every request goes to either instance of its service, without the gateway.
 *
 * @param requests how many requests all send together
 * @returns the tickets
 */
export async function loadHotTickets(
  platform: Platform,
  random: () => number,
  requests: number,
): Promise<readonly string[]> {
  // The first is only edited, the second also ordered, and the third only ordered.
  const ids = await platform.tickets(3);
  const [, ...contested] = ids;
  await platform.settled(ids);
  const { entries } = platform.history;
  const end = entries.length + requests;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const repeat = async (act: () => Promise<unknown>): Promise<void> => {
    while (entries.length < end) await act();
  };
  const readOne = (people: readonly Person[]) =>
    random() < 0.5 ? pick(people).list('tickets') : pick(people).show('tickets', pick(ids));

  const seller = platform.atEachInstance('tickets', platform.seller.name);
  let cents = 2_000;
  const nextPrice = (): number => (cents += 1) / 100;
  const edit = async (ticketId: string): Promise<void> => {
    await pick(seller).edit(ticketId, nextPrice());
    await Promise.all([pick(seller).show('tickets', ticketId), pick(seller).list('tickets')]);
  };
  const sell = async (): Promise<void> => {
    for (let left = editsPerSale; left > 0; left -= 1) await edit(ids[0] ?? '');
    const id = idOf(await pick(seller).sell(nextPrice()));
    await pick(seller).list('tickets');
    if (id !== undefined) ids.push(id);
  };
  const buy = async (buyer: readonly Person[]): Promise<void> => {
    const ticketId = pick(contested);
    // The second order must find the ticket free, unless another buyer was faster.
    for (let left = 2; left > 0; left -= 1) {
      const orderId = idOf(await pick(buyer).order(ticketId));
      if (orderId === undefined) return;
      await pick(buyer).cancel(orderId);
    }
  };

  await Promise.all([
    ...Array.from({ length: readers }, (_, i) => {
      const reader = platform.atEachInstance('tickets', `reader-${i}`);
      return repeat(() => readOne(reader));
    }),
    ...Array.from({ length: buyers }, (_, i) => {
      const buyer = platform.atEachInstance('orders', `rival-${i}`);
      return repeat(() => buy(buyer));
    }),
    repeat(sell),
    repeat(() => edit(contested[0] ?? '')),
  ]);
  return ids;
}
