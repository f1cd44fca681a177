import express from 'express';
import request from 'supertest';

import { errorHandler, operatorOnly } from '@ticketing-dev/common';
import { eventually, recordedLog } from '@ticketing-dev/common/testing';

import { setAppLocals } from '../../src/middlewares/app-locals';

const token = 'a token that is long enough for operators';

const open = 'no guard';

function setUp(guard: string = token) {
  const { logger, lines } = recordedLog();
  const app = express();
  setAppLocals(app, { logger });
  if (guard !== open) app.use(operatorOnly(guard === '' ? undefined : guard));
  app.get('/things', (_request, response) => void response.json([]));
  app.delete('/things', (_request, response) => void response.status(204).end());
  app.use(errorHandler);
  const change = (headers: Record<string, string>) => request(app).delete('/things').set(headers);
  return { app, lines, change };
}

const signed = {
  authorization: `Bearer ${token}`,
  'x-operator': 'ann',
  'x-reason': encodeURIComponent('duplicate of #12, “see” mail'),
};
const without = (name: keyof typeof signed): Record<string, string> =>
  Object.fromEntries(Object.entries(signed).filter(([key]) => key !== name));

describe('an operator’s route that changes something', () => {
  it('needs the token, a name and a reason, and is logged in one line', async () => {
    const { change, lines } = setUp();

    await change(signed).expect(204);

    await eventually(() =>
      expect(lines).toMatchObject([
        {
          msg: 'operator: DELETE /things',
          operator: 'ann',
          reason: 'duplicate of #12, “see” mail',
          outcome: 204,
        },
      ]),
    );
  });

  it.each([
    ['authorization', 401],
    ['x-operator', 400],
    ['x-reason', 400],
  ] as const)('is refused without %s', async (name, status) => {
    await setUp().change(without(name)).expect(status);
  });

  it('is refused with a wrong token', async () => {
    await setUp()
      .change({ ...signed, authorization: `Bearer ${token}.` })
      .expect(401);
  });

  it('answers 503 and names the setting if there is no token', async () => {
    const { text } = await setUp('').change(signed).expect(503);

    expect(text).toContain('OPS_TOKEN is not set');
  });

  it('is open to everybody without the guard', async () => {
    await setUp(open).change({}).expect(204);
  });

  it('reads without a token', async () => {
    await request(setUp().app).get('/things').expect(200);
  });
});
