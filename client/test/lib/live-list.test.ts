import type { TicketBody } from '@ticketing-dev/common/contracts';

import {
  countNew,
  emptyLiveList,
  goneBecause,
  liveTicketOf,
  withLiveEvent,
} from '@/lib/live/live-list';

import { aTicket } from '../support/builders';

const idOf = (i: number): string => i.toString(16).padStart(24, '0');
const ticket = aTicket({ id: idOf(5), version: 1 });
const snapshot = (...items: TicketBody[]) =>
  withLiveEvent(emptyLiveList, { isSnapshot: true, items });
const changes = (...items: TicketBody[]) => ({ isSnapshot: false, items });

describe('a list of tickets that is live', () => {
  it('has a ticket at its newest state', () => {
    const dearer = { ...ticket, version: 2, price: 30 };
    const list = withLiveEvent(snapshot(ticket), changes(dearer, ticket));

    expect(liveTicketOf(list, ticket)).toBe(dearer);
    expect(goneBecause(list, ticket)).toBeNull();
  });

  it.each([
    ['goneBuying', { orderId: 'order-1' }],
    ['sold', { orderId: 'order-1', sold: true }],
    ['goneOff', { offSale: 'done' }],
  ] as const)('says of a ticket that cannot be bought: %s', (words, fields) => {
    const list = withLiveEvent(snapshot(ticket), changes({ ...ticket, version: 2, ...fields }));

    expect(goneBecause(list, ticket)).toBe(words);
  });

  it('misses a ticket that left the list while no event arrived', () => {
    expect(goneBecause(snapshot(), ticket)).toBe('goneOff');
  });

  it('does not miss a ticket that came back after the snapshot', () => {
    const list = withLiveEvent(snapshot(), changes({ ...ticket, version: 3 }));

    expect(goneBecause(list, ticket)).toBeNull();
  });

  it('does not miss a ticket that is older than those of a full snapshot', () => {
    const newer = Array.from({ length: 100 }, (_, i) => aTicket({ id: idOf(100 + i) }));

    expect(goneBecause(snapshot(...newer), ticket)).toBeNull();
  });

  it('counts the tickets that are new and on sale', () => {
    const next = aTicket({ id: idOf(6) });
    const held = aTicket({ id: idOf(7), orderId: 'order-1' });
    const list = withLiveEvent(snapshot(ticket), changes(next, held));

    expect(countNew(list, [ticket])).toBe(1);
  });
});
