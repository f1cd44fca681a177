import { NotAuthorizedError, NotFoundError, requireAuth } from '@ticketing-dev/common';
import express, { Request, Response } from 'express';

import { findTicket } from '../models/ticket';

const router = express.Router();

router.get('/api/course-tickets/:id', requireAuth, async (req: Request, res: Response) => {
  const ticket = findTicket(String(req.params.id));
  if (!ticket) {
    throw new NotFoundError();
  }
  if (ticket.userId !== req.currentUser!.id) {
    throw new NotAuthorizedError();
  }
  res.send(ticket);
});

export { router as showTicketRouter };
