import { cleanText, hasAtMost } from '@ticketing-dev/common';
import * as z from 'zod';

const short = (name: string, longest: number) => {
  const error = `${name} must be text of at most ${longest} characters`;
  return z
    .string({ error })
    .overwrite(cleanText)
    .refine((value) => hasAtMost(value, longest), { error })
    .exactOptional();
};

/** A day, or a date and time with an offset. */
const moment = (name: string) => {
  const error = `${name} must be a date, such as 2030-06-12, or a date and time with an offset`;
  return z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], { error })
    .transform((text) => (text.includes('T') ? { at: Date.parse(text) } : { day: text }))
    .exactOptional();
};

const amount = (name: string) => {
  const error = `${name} must be an amount of dollars, such as 20 or 19.99`;
  return z
    .string({ error })
    .regex(/^\d{1,6}(\.\d{1,2})?$/, { error })
    .transform((dollars) => Math.round(Number(dollars) * 100))
    .exactOptional();
};

const eventError = 'event must be the key of an event';
const sortError = 'sort must be relevance, soonest, newest or price';

/** The parameters of a search, in the query of `GET /api/tickets` and of `GET /api/tickets/events`. */
export const searchQuery = z.object({
  q: short('q', 200).meta({
    description:
      'Words in titles and in the names of events, venues and cities. Accents, the ends of words and typing errors do not matter. The first six words count.',
    examples: ['jazz hamburg'],
  }),
  from: moment('from').meta({
    description:
      'Events that start at this time or later: a day at the place of the event, or a date and time with an offset',
    examples: ['2030-06-12'],
  }),
  to: moment('to').meta({
    description: 'Events that start at this time or earlier; a day includes all of it',
    examples: ['2030-06-13'],
  }),
  place: short('place', 200).meta({
    description: 'Parts of the names of a city and of a venue, in any order',
    examples: ['Hamburg'],
  }),
  minPrice: amount('minPrice').meta({ description: 'In dollars', examples: ['10'] }),
  maxPrice: amount('maxPrice').meta({ description: 'In dollars', examples: ['49.99'] }),
  sort: z
    .enum(['relevance', 'soonest', 'newest', 'price'], { error: sortError })
    .exactOptional()
    .meta({
      description:
        '`relevance`, the best match for the words first, needs words. It is the default with them.',
    }),
  event: z
    .string({ error: eventError })
    .regex(/^[\w-]{22}$/, { error: eventError })
    .exactOptional()
    .meta({ description: 'Only tickets of this event: its `key`' }),
});

/** The names of the parameters. */
export const searchNames = Object.keys(searchQuery.shape);
