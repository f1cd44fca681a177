import 'server-only';

import type { OrderBody, PaymentBody, TicketBody } from '@ticketing-dev/common/contracts';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';

import { ApiError } from '@/lib/api/api-error';
import { listOrders, type OrderReading, showOrder } from '@/lib/api/orders';
import type { Page } from '@/lib/api/page';
import { showPayment } from '@/lib/api/payments';
import { listTickets, showTicket } from '@/lib/api/tickets';
import { showCurrentUser } from '@/lib/api/users';
import { signInPath } from '@/lib/paths';
import type { Session } from '@/lib/session';

import { currentCaller } from './caller';

/** Asked once per page load. Without an answer the shop stays open: people can look around. */
export const currentSession = cache(async (): Promise<Session> => {
  try {
    return { user: await showCurrentUser(await currentCaller()), isKnown: true };
  } catch {
    return { user: null, isKnown: false };
  }
});

/** For pages that are of no use without an account; where nobody can tell, they are shown. */
export async function requireSession(path: string): Promise<void> {
  const { user, isKnown } = await currentSession();
  if (isKnown && !user) redirect(signInPath(path));
}

export async function loadTicketsOnSale(): Promise<Page<TicketBody>> {
  return listTickets('', await currentCaller());
}

export const loadTicket = cache(async (id: string): Promise<TicketBody> => {
  const caller = await currentCaller();
  return orNotFound(showTicket(id, caller));
});

export const loadOrders = cache(async (): Promise<Page<OrderBody>> => {
  const caller = await currentCaller();
  return orSignIn(listOrders('', caller), '/orders');
});

export const loadOrder = cache(async (id: string): Promise<OrderReading> => {
  const caller = await currentCaller();
  return orSignIn(orNotFound(showOrder(id, caller)), `/orders/${encodeURIComponent(id)}`);
});

/** The order that holds a ticket, if it is the visitor's own. */
export async function findOwnOrder(id: string): Promise<OrderBody | null> {
  const caller = await currentCaller();
  return orNull(showOrder(id, caller).then(({ order }) => order));
}

/** A payment that cannot be read now must not hide the order: the page asks again by itself. */
export async function findPayment(orderId: string): Promise<PaymentBody | null> {
  return orNull(showPayment(orderId, await currentCaller()));
}

/** An order is shown without its ticket, too. */
export async function findTicket(id: string): Promise<TicketBody | null> {
  return orNull(showTicket(id, await currentCaller()));
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

/** 401 means "sign in" to a visitor, and "not yours" to somebody who has. */
async function orSignIn<T>(answer: Promise<T>, path: string): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const { user } = await currentSession();
    return user ? notFound() : redirect(signInPath(path));
  }
}
