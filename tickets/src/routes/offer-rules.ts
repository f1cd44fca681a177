import { cleanText, hasAtMost, hasCardNumber, isVisible, readPrice } from '@ticketing-dev/common';
import type { Request } from 'express';
import { body, type ValidationChain } from 'express-validator';

import type { Offer } from '../domain/tickets';

const longestTitle = 200;

/** Validates the title and the price of a ticket, and cleans the title. */
export const offerRules: readonly ValidationChain[] = [
  body('title', 'Title is required')
    .isString()
    .bail()
    .customSanitizer(cleanText)
    .custom(isVisible)
    .bail()
    .custom((title: string) => hasAtMost(title, longestTitle))
    .withMessage(`Title must have at most ${longestTitle} characters`)
    .bail()
    .custom((title: string) => !hasCardNumber(title))
    .withMessage('Title must not contain a card number'),
  body('price').custom((price: unknown) => {
    const read = readPrice(price);
    if ('fault' in read) throw new Error(read.fault);
    return true;
  }),
];

/** Reads the title and the price after {@link offerRules} has validated them. */
export function readOffer(request: Request): Offer {
  const { title, price } = request.body as { title: string; price: unknown };
  const read = readPrice(price);
  if ('fault' in read) throw new Error('the price was not checked');
  return { title, priceInCents: read.cents };
}
