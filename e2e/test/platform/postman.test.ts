import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { repository } from '@ticketing-dev/local';

import { Postman, readCollection } from '../../kit/postman';

const collection = readCollection();
const requests = collection.item.flatMap(({ name, item }) =>
  item.map((request) => [`${name}: ${request.name}`, request] as const),
);

/** Every route of a service, such as `GET /api/tickets/*`. */
function routesOf(service: string): string[] {
  const folder = path.join(repository, service, 'src/routes');
  const sources = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/router\.(get|post|put|delete)\(\s*'([^']+)'/g)].map(
      ([, method = '', route = '']) => `${method.toUpperCase()} ${route.replace(/:\w+/g, '*')}`,
    ),
  );
}

describe('the Postman collection', () => {
  it.each(['auth', 'tickets', 'orders', 'payments'])('has every route of %s', (service) => {
    const sent = requests.map(([, { request }]) => {
      const route = request.url.raw.replace('{{baseUrl}}', '').replace(/\?.*/, '');
      return `${request.method} ${route.replace(/\{\{\w+\}\}/g, '*')}`;
    });

    const routes = routesOf(service);

    expect(routes.length).toBeGreaterThan(1);
    expect(sent).toEqual(expect.arrayContaining(routes));
  });
});

describe('the Postman collection, from top to bottom', () => {
  const postman = new Postman(collection);

  it.each(requests)('%s', async (_name, request) => {
    await expect(postman.send(request)).resolves.toBeUndefined();
  });
});
