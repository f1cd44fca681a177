import type { ErrorItem } from '@ticketing-dev/common';
import * as z from 'zod';

import type { Offer } from '../domain/tickets';
import { offerBody, toOffer } from './offer-body';

const mostLines = 500;
const error = `Tickets must be a list of 1 to ${mostLines} tickets`;

/** The body of `POST /api/tickets/bulk`. Each line is checked by itself, so that one wrong line does not stop the others. */
export const bulkBody = z.object({
  tickets: z
    .array(z.unknown(), { error })
    .min(1, { error })
    .max(mostLines, { error })
    .meta({
      description: `1 to ${mostLines} tickets, each like the body of \`POST /api/tickets\``,
      examples: [[{ title: 'Jazz at the Harbour, row 4, seat 1', price: 19.99 }]],
    }),
});

/** Reads one line: its offer, or what is wrong with each field. */
export function readLine(
  line: unknown,
): { readonly offer: Offer } | { readonly errors: readonly (ErrorItem & { code: string })[] } {
  const fields = typeof line === 'object' && line !== null && !Array.isArray(line) ? line : {};
  const read = offerBody.safeParse(fields);
  if (read.success) return { offer: toOffer(read.data) };
  const byField = new Map<string, string>();
  for (const { path, message } of read.error.issues) {
    const field = String(path[0]);
    if (!byField.has(field)) byField.set(field, message);
  }
  const code = 'INVALID_REQUEST';
  return { errors: [...byField].map(([field, message]) => ({ message, field, code })) };
}
