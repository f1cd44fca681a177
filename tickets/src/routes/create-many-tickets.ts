import {
  bodyRules,
  type BulkReportBody,
  checkIdempotencyKey,
  CodedError,
  currentUserId,
  type Id,
  type Limit,
  limitByUser,
  readBody,
  readJsonUpTo,
  requireAuth,
  resultIdOf,
  validateRequest,
} from '@ticketing-dev/common';
import { type RequestHandler, Router } from 'express';

import { lineId } from '../domain/line-id';
import type { Tickets } from '../domain/tickets';
import { allow } from './allow';
import { bulkBody, readLine } from './bulk-body';

/** Enough for 500 lines of 2,000 characters. */
const maxBody = '1mb';
/** How many tickets are inserted concurrently. */
const groupSize = 10;

/** What guards the route. */
export interface ManyTicketsDeps {
  readonly limit: Limit;
  /** Answers at a later deadline than that of the app. */
  readonly inTime: RequestHandler;
  readonly idempotent: RequestHandler;
}

type Result = BulkReportBody['results'][number];

/** Puts many tickets on sale. Each is an insert of its own, with its event. The report says what became of each line. */
export function createManyTickets(
  tickets: Pick<Tickets, 'create'>,
  { limit, inTime, idempotent }: ManyTicketsDeps,
): Router {
  const router = Router();

  const create = async (
    userId: string,
    line: number,
    ticket: unknown,
    id?: Id,
  ): Promise<Result> => {
    const read = readLine(ticket);
    if ('errors' in read) return { line, errors: read.errors };
    try {
      return { line, id: (await tickets.create(userId, read.offer, id)).id };
    } catch (error) {
      // An unavailable database ends the whole request. A retry with its key makes the lines that are missing.
      if (!(error instanceof CodedError) || error.statusCode !== 400) throw error;
      const errors = error.serializeErrors();
      return { line, errors: errors.map((each) => ({ ...each, code: each.code ?? error.code })) };
    }
  };

  router.post(
    '/api/tickets/bulk',
    requireAuth,
    inTime,
    readJsonUpTo(maxBody),
    ...bodyRules(bulkBody),
    validateRequest,
    checkIdempotencyKey,
    limitByUser(limit),
    idempotent,
    async (request, response) => {
      const userId = currentUserId(request);
      const requestId = resultIdOf(request);
      const lines = readBody(request, bulkBody).tickets;
      const results: Result[] = [];
      while (results.length < lines.length) {
        const first = results.length + 1;
        const group = lines.slice(results.length, results.length + groupSize);
        const made = group.map((ticket, index) => {
          const line = first + index;
          return create(userId, line, ticket, requestId && lineId(requestId, line));
        });
        results.push(...(await Promise.all(made)));
      }
      response.json({ results } satisfies BulkReportBody);
    },
  );
  router.options('/api/tickets/bulk', allow('POST'));
  return router;
}
