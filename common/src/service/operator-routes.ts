import { Router } from 'express';

import type { Consumer } from '../bus/consumer';
import type { ParkingLot } from '../bus/parking';
import type { ErrorBody } from '../contracts';
import { NotFoundError } from '../errors/not-found-error';
import type { Metrics } from './metrics';

/** What the operator's routes need. */
export interface OperatorDeps {
  readonly metrics: Metrics;
  readonly isReady: () => boolean;
  /** Whether the bus is connected. Without it the service works, and `/readyz` returns `degraded`. */
  readonly isBusConnected: () => boolean;
  readonly parked: { readonly lot: ParkingLot; readonly consumer: Consumer } | undefined;
}

/** Probes, metrics and parked messages. They have a separate port, so that no ingress leads to them. */
export function operatorRoutes({ metrics, isReady, isBusConnected, parked }: OperatorDeps): Router {
  const router = Router();

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });

  router.get('/readyz', (_request, response) => {
    const status = isBusConnected() ? 'ready' : 'degraded';
    if (isReady()) response.json({ status });
    else response.status(503).json({ status: 'not ready' });
  });

  router.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  if (parked) {
    const { lot, consumer } = parked;
    router.get('/parked', async (_request, response) => {
      response.json(await lot.list());
    });
    router.post('/parked/:id/retry', async (request, response) => {
      const outcome = await consumer.retryParked(request.params.id);
      if (outcome.kind === 'absent') throw new NotFoundError();
      if (outcome.kind === 'failed') {
        // Only operators may read the reason of an internal error.
        const body: ErrorBody = { errors: [{ message: outcome.reason, code: 'INTERNAL_ERROR' }] };
        response.status(500).json(body);
        return;
      }
      response.status(204).end();
    });
    router.delete('/parked/:id', async (request, response) => {
      if (!(await lot.discard(request.params.id))) throw new NotFoundError();
      response.status(204).end();
    });
  }

  return router;
}
