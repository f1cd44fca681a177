import { pathId, type SellerBody } from '@ticketing-dev/common';
import { Router } from 'express';

import type { Sales } from '../domain/sales';

/** What everybody may know of a seller. Auth has the name. */
export function showSeller(sales: Sales): Router {
  const router = Router();
  router.get('/api/tickets/sellers/:userId', async (request, response) => {
    const sold = await sales.count(pathId(request, 'userId'));
    response.json({ sold } satisfies SellerBody);
  });
  return router;
}
