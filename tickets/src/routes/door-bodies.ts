import { cleanText, hasAtMost, hasCardNumber, isVisible } from '@ticketing-dev/common';
import { id } from '@ticketing-dev/common/schemas';
import * as z from 'zod';

const longestName = 60;
const badName = `Name must be text of 1 to ${longestName} characters`;
const mostHours = 336;
const badHours = `Hours must be a whole number from 1 to ${mostHours}`;

/** The body of `POST /api/tickets/doors`. */
export const newDoorBody = z.object({
  ticketId: id('TicketId must be provided'),
  name: z
    .string({ error: badName })
    .overwrite(cleanText)
    .refine((text) => isVisible(text) && hasAtMost(text, longestName), {
      error: badName,
      abort: true,
    })
    .refine((text) => !hasCardNumber(text), { error: 'Name must not contain a card number' })
    .meta({
      description: `The name of the door: 1 to ${longestName} visible characters, without a card number`,
      examples: ['North gate'],
    }),
  hours: z
    .int({ error: badHours })
    .min(1, { error: badHours })
    .max(mostHours, { error: badHours })
    .default(24)
    .meta({ description: 'How long the link works' }),
});

const badAttempt = 'AttemptId must have 8 to 64 letters, digits and hyphens';
const noCode = 'Code is required';
const longestCode = 300;
const badTime = 'OfflineAt must be a date and time with an offset, such as 2030-06-12T20:00:00Z';

/** The body of `POST /api/tickets/door/admissions`. */
export const newAdmissionBody = z.object({
  attemptId: z
    .string({ error: badAttempt })
    .regex(/^[A-Za-z0-9-]{8,64}$/, { error: badAttempt })
    .meta({
      description: 'A new random text for each person at the door; the same for a repetition',
      examples: ['0d5f0a3e-6c1b-4d7e-9a55-2f1f3b9f4f10'],
    }),
  code: z
    .string({ error: noCode })
    .min(1, { error: noCode })
    .max(longestCode, { error: `Code must have at most ${longestCode} characters` })
    .meta({
      description: 'The text of the QR code, or the typed code',
      examples: ['7K2M-9QXA-04TZ'],
    }),
  offlineAt: z.iso
    .datetime({ offset: true, error: badTime })
    .refine((text) => !Number.isNaN(Date.parse(text)), { error: badTime })
    .meta({ description: 'When the door let the person in without a connection' })
    .transform((text) => new Date(text))
    .optional(),
});

/** The body of `POST /api/tickets/door/list`. */
export const doorListRequest = z.object({
  after: id('After must be the id of a seat').optional(),
});
