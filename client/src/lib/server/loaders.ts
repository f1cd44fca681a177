import 'server-only';

import type {
  AccountBody,
  DoorBody,
  EventBody,
  OrderBody,
  PassBody,
  PaymentBody,
  TicketBody,
} from '@ticketing-dev/common/contracts';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';

import { ApiError } from '@/lib/api/api-error';
import { listDoors } from '@/lib/api/doors';
import { listEvents } from '@/lib/api/events';
import { listOrders, type OrderReading, showOrder } from '@/lib/api/orders';
import type { Page } from '@/lib/api/page';
import { showPass } from '@/lib/api/passes';
import { showPayment } from '@/lib/api/payments';
import { showSeller } from '@/lib/api/sales';
import { listOwnTickets, listTickets, showTicket } from '@/lib/api/tickets';
import { showAccount, showCurrentUser, showPublicUser } from '@/lib/api/users';
import { eventOf, hasStarted } from '@/lib/event-and-seat';
import { loadPages } from '@/lib/load-pages';
import { listOwnEvents, type OwnEvent } from '@/lib/own-events';
import { doorsPath, orderPath, salesPath, signInPath, ticketToBuy } from '@/lib/paths';
import type { Search } from '@/lib/search-query';
import type { SellerFacts } from '@/lib/seller-facts';
import type { Session } from '@/lib/session';

import { currentCaller } from './caller';
import { readSales, type SalesPage, type SalesSum, sumOfSales } from './sales';

const mostOthers = 6;

/** Cards of a page of a list. */
const pageSize = 24;
const frontEvents = 6;

const idOf = ({ id }: { readonly id: string }): string => id;

/** Requested once per page load. Without a response the shop stays usable: visitors can browse. */
export const currentSession = cache(async (): Promise<Session> => {
  try {
    return { user: await showCurrentUser(await currentCaller()), isKnown: true };
  } catch {
    return { user: null, isKnown: false };
  }
});

/** Redirects to the sign-in, for pages that need an account. If the session is unknown, the page is shown. */
export async function requireSession(path: string): Promise<void> {
  const { user, isKnown } = await currentSession();
  if (isKnown && !user) redirect(signInPath(path));
}

/** A user who is signed in has nothing to do on the sign-in pages. */
export async function leaveIfSignedIn(next: string): Promise<void> {
  const { user } = await currentSession();
  if (user) redirect(next);
}

/** The ticket that a visitor signs in for; null if it is none, or if it is no longer on sale. */
export async function findTicketToBuy(next: string): Promise<TicketBody | null> {
  const id = ticketToBuy(next);
  const ticket = id === null ? null : await findTicket(id);
  return ticket?.orderId === undefined ? ticket : null;
}

export const loadAccount = cache(async (): Promise<AccountBody> => {
  const caller = await currentCaller();
  return orSignIn(orNotFound(showAccount(caller)), '/account');
});

/** @param shown how many pages */
export async function loadTicketsOnSale(shown: number): Promise<Page<TicketBody>> {
  const caller = await currentCaller();
  const load = (query: string) => listTickets(query, caller);
  return loadPages(load, idOf, `?limit=${String(pageSize)}`, shown);
}

/** The next events. The front page is also shown without them. */
export async function findEvents(): Promise<Page<EventBody>> {
  const caller = await currentCaller();
  // With a date, events without a start are left out.
  const query = new URLSearchParams({
    sort: 'soonest',
    from: new Date().toISOString(),
    limit: String(frontEvents),
  });
  const events = await orNull(listEvents(`?${query.toString()}`, caller));
  return events ?? { items: [], nextQuery: null };
}

/** @param shown how many pages */
export async function searchEvents(search: Search, shown: number): Promise<Page<EventBody>> {
  const caller = await currentCaller();
  const query = new URLSearchParams({ ...search, limit: String(pageSize) });
  const load = (each: string) => listEvents(each, caller);
  return loadPages(load, ({ key }) => key, `?${query.toString()}`, shown);
}

/** The tickets of an event that are on sale, cheapest first. @param shown how many pages */
export const loadTicketsOfEvent = cache(async (key: string, shown: number) => {
  if (!/^[\w-]{22}$/.test(key)) notFound();
  const caller = await currentCaller();
  const query = new URLSearchParams({ event: key, sort: 'price', limit: String(pageSize) });
  const load = (each: string) => listTickets(each, caller);
  const page = await orNotFound(loadPages(load, idOf, `?${query.toString()}`, shown));
  const [cheapest] = page.items;
  return cheapest ? { ...page, cheapest } : notFound();
});

export const loadTicket = cache(async (id: string): Promise<TicketBody> => {
  const caller = await currentCaller();
  return orNotFound(showTicket(id, caller));
});

export async function loadOwnTickets(): Promise<Page<TicketBody>> {
  const caller = await currentCaller();
  return orSignIn(listOwnTickets('', caller), '/tickets/mine');
}

export async function loadDoors(): Promise<Page<DoorBody>> {
  return orSignIn(listDoors('', await currentCaller()), doorsPath);
}

/** The events of the visitor's own tickets. */
export async function loadOwnEvents(): Promise<readonly OwnEvent[]> {
  return orSignIn(listOwnEvents(await currentCaller()), doorsPath);
}

/** @param after the id of the last order on the page before */
export async function loadSales(after: string | undefined): Promise<SalesPage> {
  const query = after === undefined ? '' : `?${new URLSearchParams({ after }).toString()}`;
  return orSignIn(readSales(query, await currentCaller()), salesPath);
}

export async function loadSumOfSales(): Promise<SalesSum> {
  return orSignIn(sumOfSales(await currentCaller()), salesPath);
}

export const loadOrders = cache(async (): Promise<Page<OrderBody>> => {
  const caller = await currentCaller();
  return orSignIn(listOrders('', caller), '/orders');
});

/** @param page the page to return to after the sign-in */
export const loadOrder = cache(async (id: string, page = orderPath(id)): Promise<OrderReading> => {
  const caller = await currentCaller();
  return orSignIn(orNotFound(showOrder(id, caller)), page);
});

/** Some tickets to buy instead of this one: first those of the same event. None if they cannot be read. */
export async function findOthersOnSale(
  wanted?: Pick<TicketBody, 'id' | 'title' | 'eventName'>,
): Promise<readonly TicketBody[]> {
  const page = await orNull(loadTicketsOnSale(1));
  const others = (page?.items ?? []).filter(
    (ticket) => ticket.id !== wanted?.id && !hasStarted(ticket),
  );
  const isAlike = (ticket: TicketBody) => wanted && eventOf(ticket) === eventOf(wanted);
  return [...others.filter(isAlike), ...others.filter((ticket) => !isAlike(ticket))].slice(
    0,
    mostOthers,
  );
}

/** The order that reserves a ticket, if it is the visitor's. */
export async function findOwnOrder(id: string): Promise<OrderBody | null> {
  const caller = await currentCaller();
  return orNull(showOrder(id, caller).then(({ order }) => order));
}

/** The payment of a completed order. */
export async function loadPayment(orderId: string): Promise<PaymentBody> {
  return (await showPayment(orderId, await currentCaller())) ?? notFound();
}

/** Returns null if the payment cannot be read, so that the order is still shown. The page retries by itself. */
export async function findPayment(orderId: string): Promise<PaymentBody | null> {
  return orNull(showPayment(orderId, await currentCaller()));
}

/** Returns null if the ticket cannot be read, so that the order is still shown. */
export async function findTicket(id: string): Promise<TicketBody | null> {
  return orNull(showTicket(id, await currentCaller()));
}

/** Returns null if the pass is not there yet or cannot be read. Then the page asks for it itself. */
export async function findPass(orderId: string): Promise<PassBody | null> {
  return orNull(showPass(orderId, await currentCaller()));
}

/** The public name of the seller; null if there is none, or if it cannot be read. */
export async function findSellerName(sellerId: string | undefined): Promise<string | null> {
  if (sellerId === undefined) return null;
  const seller = await orNull(showPublicUser(sellerId, await currentCaller()));
  return seller?.name ?? null;
}

/** What everybody may know of a seller. What cannot be read is null. */
export async function findSeller(userId: string): Promise<SellerFacts> {
  const caller = await currentCaller();
  const [user, seller] = await Promise.all([
    orNull(showPublicUser(userId, caller)),
    orNull(showSeller(userId, caller)),
  ]);
  return { name: user?.name ?? null, since: user?.since ?? null, sold: seller?.sold ?? null };
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch {
    return null;
  }
}

async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) notFound();
    throw error;
  }
}

/** On 401, redirects a visitor to the sign-in. For a signed-in user the page is not found. */
async function orSignIn<T>(answer: Promise<T>, path: string): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const { user } = await currentSession();
    return user ? notFound() : redirect(signInPath(path));
  }
}
