import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Router } from 'express';
import request from 'supertest';

import {
  createHttpApp,
  createSessions,
  currentUser,
  errorHandler,
  NotFoundError,
  noSuchRoute,
  readJson,
} from '@ticketing-dev/common';
import {
  eventually,
  type LogLine,
  recordedLog,
  signedIn,
  testJwtKey,
} from '@ticketing-dev/common/testing';

import { logRequest } from '../../src/http/log-request';
import { watchRequest } from '../../src/http/watch-request';

const id = 'A'.repeat(24);

function aServer() {
  const { logger, lines } = recordedLog();
  const router = Router();
  router.get('/api/things/:id', () => {
    throw new NotFoundError();
  });
  router.post('/api/things', readJson, (_req, res) => void res.status(201).json({}));
  router.get('/api/stream', (_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('event: pulse\n\n');
  });
  router.get('/api/hangs', () => undefined);
  const app = createHttpApp({ sessions: createSessions(testJwtKey), logger });
  app.use(currentUser, router, noSuchRoute, errorHandler);
  const server = createServer((incoming, response) => {
    watchRequest(incoming, response, (ended) => logRequest(logger, ended));
    app(incoming, response);
  });
  const requests = (): LogLine[] => lines.filter(({ msg }) => msg === 'request');
  return { server, requests, onlyRequest: () => eventually(() => expectOne(requests())) };
}

function expectOne([line, ...others]: readonly LogLine[]): LogLine {
  if (!line) throw new Error('no request is logged yet');
  expect(others).toEqual([]);
  return line;
}

describe('the line of a request', () => {
  it('has the route, the status, the request’s id, the user and the aggregate', async () => {
    const { server, onlyRequest } = aServer();

    await request(server)
      .get(`/api/things/${id}?name=Ann`)
      .set('Cookie', signedIn('a-user'))
      .set('X-Request-Id', 'of-a-test');

    const line = await onlyRequest();
    expect(line).toMatchObject({
      method: 'GET',
      route: '/api/things/:id',
      status: 404,
      requestId: 'of-a-test',
      userId: 'a-user',
      aggregateId: id.toLowerCase(),
    });
    expect(line['durationMs']).toEqual(expect.any(Number));
    expect(JSON.stringify(line)).not.toContain('Ann');
  });

  it('names the order of the body, and nothing else of it', async () => {
    const { server, onlyRequest } = aServer();

    await request(server).post('/api/things').send({ orderId: id, token: 'tok_planted' });

    const line = await onlyRequest();
    expect(line).toMatchObject({ status: 201, aggregateId: id.toLowerCase() });
    expect(JSON.stringify(line)).not.toContain('tok_planted');
  });

  it('never has a path that is not a route', async () => {
    const { server, onlyRequest } = aServer();

    await request(server).get('/api/secret-of-a-person');

    const line = await onlyRequest();
    expect(line).toMatchObject({ route: 'none', status: 404 });
    expect(JSON.stringify(line)).not.toContain('secret-of-a-person');
  });

  it.each([
    ['a stream is written once, at its end', '/api/stream', { status: 200, isStream: true }],
    ['a request that its client gave up has 499', '/api/hangs', { status: 499 }],
  ])('of %s', async (_what, path, expected) => {
    const { server, requests, onlyRequest } = aServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const arrived = once(server, 'request');
    const client = get({ port: (server.address() as AddressInfo).port, path });
    client.on('error', () => undefined);
    await (path === '/api/stream' ? once(client, 'response') : arrived);
    expect(requests()).toEqual([]);

    client.destroy();

    expect(await onlyRequest()).toMatchObject({ route: path, ...expected });
    server.close();
  });
});
