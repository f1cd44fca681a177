import { currentUserId, type Id, type Page, requireAuth, sendPage } from '@ticketing-dev/common';
import { Router } from 'express';

import { usesOf } from '../domain/pass-events';
import type { Passes } from '../domain/passes';
import { shownTicket } from '../domain/ticket-events';
import type { Tickets } from '../domain/tickets';
import { allow } from './allow';

export function listOwnTickets(tickets: Tickets, passes: Pick<Passes, 'ofOrders'>): Router {
  const router = Router();
  router.get('/api/tickets/mine', requireAuth, (request, response) => {
    const listOwn = async (page: Page) => {
      const own = await tickets.listBySeller(currentUserId(request), page);
      const orderIds = own.flatMap(({ order }): Id[] => (order ? [order.id] : []));
      const issued = await passes.ofOrders(orderIds);
      return own.map((each) => ({ ...each, pass: each.order && issued.get(each.order.id) }));
    };
    return sendPage(request, response, listOwn, ({ ticket, order, pass }) => ({
      ...shownTicket(ticket, order),
      ...(pass && usesOf(pass)),
    }));
  });
  router.options('/api/tickets/mine', allow('GET, HEAD'));
  return router;
}
