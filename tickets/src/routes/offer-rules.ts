import { parseCents } from '@ticketing-dev/common';
import type { Request } from 'express';
import { body, type ValidationChain } from 'express-validator';

import type { Offer } from '../domain/tickets';

const longestTitle = 200;

/** What a seller must say about a ticket. */
export const offerRules: readonly ValidationChain[] = [
  body('title')
    .custom((title: unknown) => typeof title === 'string' && title.trim() !== '')
    .withMessage('Title is required')
    .bail()
    .isLength({ max: longestTitle })
    .withMessage(`Title must have at most ${longestTitle} characters`),
  body('price')
    .custom((price: unknown) => parseCents(price) !== undefined)
    .withMessage('Price must be greater than 0'),
];

/** Reads what {@link offerRules} has checked. */
export function readOffer(request: Request): Offer {
  const { title, price } = request.body as { title: string; price: unknown };
  const priceInCents = parseCents(price);
  if (priceInCents === undefined) throw new Error('the price was not checked');
  return { title: title.trim().toWellFormed(), priceInCents };
}
