import * as z from 'zod';

import { passState } from './events';
import { count, lowerCaseId, oneOf } from './fields';
import { ticketDetails } from './ticket-details';

const instant = (description: string) => z.string().meta({ format: 'date-time', description });
const doorName = z.string().meta({ description: 'The name of the door', examples: ['North gate'] });
const serial = count.meta({
  description: 'Counts the codes of the seat, starting at 1. Only the newest one is valid.',
});
const code = z
  .string()
  .meta({ description: 'What the QR code contains: `TK1.payload.signature`, signed by Ed25519' });
const seat = { title: z.string(), ...ticketDetails };

/** What `GET /api/tickets/passes/:orderId` answers: the pass of a completed order. Only its buyer receives it. */
export const passBody = z.strictObject({
  orderId: lowerCaseId,
  seatId: lowerCaseId.meta({ description: 'The seat: the id of the first ticket for it' }),
  serial,
  state: passState,
  code: code.exactOptional(),
  typedCode: z
    .string()
    .meta({ description: 'The code to type at a door', examples: ['7K2M-9QXA-04TZ'] })
    .exactOptional(),
  admittedAt: instant('When the pass was used').exactOptional(),
  door: doorName.exactOptional(),
  ticket: z.strictObject(seat).meta({ description: 'The seat as it was sold' }),
});

/** What `GET /api/tickets/passes/keys` answers: the public keys of the codes. */
export const passKeysBody = z.strictObject({
  keys: z.array(
    z.strictObject({
      id: z.string().meta({ description: 'The first 4 bytes of the payload, in hexadecimal' }),
      publicKey: z.string().meta({ description: 'The raw 32 bytes of the Ed25519 key, in Base64' }),
    }),
  ),
});

/** A door: its link admits the passes of one seller's event. */
export const doorBody = z.strictObject({
  id: lowerCaseId,
  name: doorName,
  eventName: z
    .string()
    .meta({ description: 'The event, or the title of a ticket that names no event' }),
  startsAt: ticketDetails.startsAt,
  timeZone: ticketDetails.timeZone,
  venue: ticketDetails.venue,
  expiresAt: instant('When the link stops working'),
  revokedAt: instant('When the seller revoked the link').exactOptional(),
});

/** What `POST /api/tickets/doors` answers. Only this answer contains the token. */
export const newDoorBody = doorBody.extend({
  token: z
    .string()
    .meta({ description: 'The secret of the link: `Authorization: Bearer <token>`' }),
});

/** What `GET /api/tickets/door` answers. */
export const doorStateBody = doorBody.extend({
  sold: count.meta({ description: 'How many passes of the event are valid or used' }),
  admitted: count.meta({ description: 'How many of them are used' }),
});

/** What a door is told of a code. Only `admitted` opens it. */
export const admissionResult = oneOf({
  admitted: 'admitted',
  used: 'used',
  invalid: 'invalid',
  unknown: 'unknown',
});

/** What `POST /api/tickets/door/admissions` answers. */
export const admissionBody = z.strictObject({
  attemptId: z.string(),
  result: admissionResult.meta({
    description:
      '`admitted`: let the person in. `used`: the pass was used before. `invalid`: another code of the seat is the valid one, or the pass is for another event. `unknown`: there is no such code.',
  }),
  seatId: lowerCaseId.exactOptional(),
  serial: serial.exactOptional(),
  admittedAt: instant('When the pass was used').exactOptional(),
  door: doorName.exactOptional(),
  ticket: z.strictObject(seat).exactOptional(),
});

/** What `POST /api/tickets/door/list` answers: what a door needs to check codes without a connection. */
export const doorListBody = z.strictObject({
  listedAt: instant('When the list was made'),
  passes: z.array(
    z.strictObject({
      seatId: lowerCaseId,
      serial,
      state: passState,
      typedHash: z.string().meta({ description: 'SHA-256 of the code to type, in hexadecimal' }),
      ticket: z.strictObject(seat),
    }),
  ),
  next: lowerCaseId
    .meta({ description: 'Send it as `after` to receive the next part. Absent in the last one.' })
    .exactOptional(),
});
