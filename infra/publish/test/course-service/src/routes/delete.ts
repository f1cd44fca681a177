import { BadRequestError, CustomError, requireAuth } from '@ticketing-dev/common';
import express, { Request, Response } from 'express';

import { findTicket } from '../models/ticket';

/** The course's readers write errors of their own like this. */
class TeapotError extends CustomError {
  statusCode = 418;

  constructor() {
    super('Short and stout');
    Object.setPrototypeOf(this, TeapotError.prototype);
  }

  serializeErrors() {
    return [{ message: 'I am a teapot' }];
  }
}

const router = express.Router();

router.delete('/api/course-tickets/:id', requireAuth, async (req: Request, res: Response) => {
  if (findTicket(String(req.params.id))?.orderId) {
    throw new BadRequestError('Cannot delete a reserved ticket');
  }
  throw new TeapotError();
});

export { router as deleteTicketRouter };
