import {
  cleanText,
  hasAtMost,
  hasCardNumber,
  isVisible,
  readBody,
  readPrice,
} from '@ticketing-dev/common';
import type { Request } from 'express';
import * as z from 'zod';

import type { DetailChanges } from '../domain/details';
import type { Offer } from '../domain/tickets';
import { detailFields } from './details-body';

const longestTitle = 200;

const title = z
  .string({ error: 'Title is required' })
  .overwrite(cleanText)
  .refine(isVisible, { error: 'Title is required', abort: true })
  .refine((text) => hasAtMost(text, longestTitle), {
    error: `Title must have at most ${longestTitle} characters`,
    abort: true,
  })
  .refine((text) => !hasCardNumber(text), { error: 'Title must not contain a card number' })
  .meta({
    description: `1 to ${longestTitle} visible characters, without a card number`,
    examples: ['Jazz at the Harbour, row 4'],
  });

const price = z
  .union([z.number(), z.string()], { error: 'Price must be greater than 0' })
  .meta({ description: 'In US dollars, with at most two decimals', examples: [19.99, '19.99'] })
  .transform((dollars, { issues }) => {
    const read = readPrice(dollars);
    if ('cents' in read) return read.cents;
    issues.push({ code: 'custom', message: read.fault, input: dollars });
    return z.NEVER;
  });

/** The body of `POST /api/tickets` and `PUT /api/tickets/:id`. */
export const offerBody = z.object({ title, price, ...detailFields });

/** Reads the body after its rules have checked it. */
export const readOffer = (request: Request): Offer => toOffer(readBody(request, offerBody));

/** The offer of a body that its schema has read. */
export function toOffer({ title, price, faceValue, ...texts }: z.output<typeof offerBody>): Offer {
  const details = faceValue === undefined ? texts : { ...texts, faceValueInCents: faceValue };
  return { title, priceInCents: price, details: given(details) };
}

/** Only the fields that the body has: absent means unchanged. */
const given = (details: Readonly<Record<string, unknown>>): DetailChanges =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
