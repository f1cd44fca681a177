import { requireAuth, validateRequest } from '@ticketing-dev/common';
import express, { Request, Response } from 'express';
import { body } from 'express-validator';

import { TicketCreatedPublisher } from '../events/publishers/ticket-created-publisher';
import { newTicketId, saveTicket } from '../models/ticket';
import { natsWrapper } from '../nats-wrapper';

const router = express.Router();

router.post(
  '/api/course-tickets',
  requireAuth,
  [
    body('title').not().isEmpty().withMessage('Title is required'),
    body('price').isFloat({ gt: 0 }).withMessage('Price must be greater than 0'),
  ],
  validateRequest,
  async (req: Request, res: Response) => {
    const { title, price } = req.body;
    const ticket = saveTicket({
      id: newTicketId(),
      title,
      price,
      userId: req.currentUser!.id,
      version: 0,
    });
    await new TicketCreatedPublisher(natsWrapper.client).publish({
      id: ticket.id,
      title: ticket.title,
      price: ticket.price,
      userId: ticket.userId,
      version: ticket.version,
    });
    res.status(201).send(ticket);
  },
);

export { router as createTicketRouter };
