import express from 'express';
import request from 'supertest';

import {
  createConsumer,
  DurableListener,
  type ExpirationCompleteEvent,
  Subjects,
  systemClock,
} from '@ticketing-dev/common';
import { MemoryParkingLot, recordedLog } from '@ticketing-dev/common/testing';

import { setAppLocals } from '../../src/middlewares/app-locals';
import { errorHandler } from '../../src/middlewares/error-handler';
import { createMetrics } from '../../src/service/metrics';
import { operatorRoutes } from '../../src/service/operator-routes';

class Failing extends DurableListener<ExpirationCompleteEvent> {
  readonly subject = Subjects.ExpirationComplete;
  fault: Error | undefined = new Error('no such order');

  handle(): Promise<void> {
    return this.fault ? Promise.reject(this.fault) : Promise.resolve();
  }
}

async function setUp() {
  const listener = new Failing();
  const lot = new MemoryParkingLot();
  const { logger } = recordedLog();
  const consumer = createConsumer([listener], { parking: lot, now: systemClock, logger });
  const { subject } = listener;
  const data = JSON.stringify({ orderId: 'b'.repeat(24) });
  for (let redeliveries = 0; redeliveries < 5; redeliveries += 1) {
    await consumer.receive({ subject, sequence: 1, redeliveries, data, ack: () => undefined });
  }
  const app = express();
  setAppLocals(app, { logger });
  app.use(
    operatorRoutes({
      metrics: createMetrics({
        outboxes: [],
        own: [],
        parking: lot,
        bus: undefined,
        now: systemClock,
      }),
      isReady: () => true,
      isBusConnected: () => true,
      parked: { lot, consumer },
    }),
  );
  app.use(errorHandler);
  return { listener, retry: () => request(app).post(`/parked/${subject}-1/retry`), app };
}

describe('an operator’s retry of a parked message', () => {
  it('returns why it failed, and so does the list afterwards', async () => {
    const { listener, retry, app } = await setUp();
    listener.fault = new TypeError('another fault');

    const answer = await retry();

    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      errors: [{ message: 'TypeError: another fault', code: 'INTERNAL_ERROR' }],
    });
    const { body } = await request(app).get('/parked');
    expect(body).toMatchObject([{ reason: 'TypeError: another fault' }]);
  });

  it('answers 204 if it succeeds, and 404 for a message that is no longer parked', async () => {
    const { listener, retry } = await setUp();
    listener.fault = undefined;

    expect((await retry()).status).toBe(204);
    expect((await retry()).status).toBe(404);
  });
});
