import { type AggregateStore, BadRequestError, NotFoundError } from '@ticketing-dev/common';
import { Router } from 'express';

import { findByEmail } from '../domain/find-user';
import type { User } from '../domain/user';

/**
 * `GET /user-id`: the id of the account with the e-mail address in the header `X-Email`, percent-encoded. It is not in the
 * URL, because URLs are logged.
 */
export function findUserId(users: Pick<AggregateStore<User>, 'find' | 'query'>): Router {
  const router = Router();
  router.get('/user-id', async (request, response) => {
    const user = await findByEmail(users, addressOf(request.get('x-email') ?? ''));
    if (!user || user.deletedAt) throw new NotFoundError();
    response.json({ id: user.id });
  });
  return router;
}

function addressOf(header: string): string {
  try {
    const address = decodeURIComponent(header);
    if (address.includes('@')) return address;
  } catch {
    // Answered as a header without an address.
  }
  throw new BadRequestError('The header X-Email must have an e-mail address');
}
