import { deliver } from '@ticketing-dev/common/testing';
import request from 'supertest';

import type { Ticket } from '../../src/domain/ticket';
import { anOrder, startService, type TestService } from '../support/service';

let service: TestService;
const made: Ticket[] = [];
beforeAll(async () => {
  service = await startService();
  for (const title of ['A', 'B', 'C', 'D', 'E']) {
    made.push(await service.tickets.create('seller', { title, priceInCents: 1_000 }));
  }
  const [, , reserved] = made;
  if (reserved) await deliver(service.hear.created, anOrder(reserved));
});
afterAll(() => service.close());

const list = (path: string) => request(service.app).get(path);
const titles = (body: unknown) => (body as Ticket[]).map(({ title }) => title);

describe('GET /api/tickets', () => {
  it('lists tickets on sale, newest first, and no reserved ones', async () => {
    const { body, headers } = await list('/api/tickets').expect(200);

    expect(titles(body)).toEqual(['E', 'D', 'B', 'A']);
    expect(headers.link).toBeUndefined();
  });

  it('links through all pages', async () => {
    const pages: string[][] = [];
    let path: string | undefined = '/api/tickets?limit=2';
    while (path !== undefined && pages.length < 9) {
      const page: request.Response = await list(path).expect(200);
      pages.push(titles(page.body));
      path = /^<(.*)>; rel="next"$/.exec(page.headers.link ?? '')?.[1];
    }

    expect(pages).toEqual([
      ['E', 'D'],
      ['B', 'A'],
    ]);
  });

  it.each([
    ...['limit=0', 'limit=101', 'limit=x', 'limit=1&limit=2'].map(
      (query) => [query, 'limit', 'limit must be a whole number from 1 to 100'] as const,
    ),
    ...['after=x', 'after='].map(
      (query) => [query, 'after', 'after must be the id of an item'] as const,
    ),
  ])('refuses ?%s', async (query, field, message) => {
    await list(`/api/tickets?${query}`).expect(400, {
      errors: [{ message, field, code: 'INVALID_REQUEST' }],
    });
  });
});
