import type { PassKeysBody } from '@ticketing-dev/common';
import { Router } from 'express';

import type { PassKeys } from '../domain/pass-keys';

export function showPassKeys(keys: PassKeys): Router {
  const router = Router();
  router.get('/api/tickets/passes/keys', async (_request, response) => {
    const { all } = await keys();
    response.set('Cache-Control', 'public, max-age=300').json({
      keys: all.map(({ id, publicKey }) => ({ id, publicKey: publicKey.toString('base64') })),
    } satisfies PassKeysBody);
  });
  return router;
}
