import path from 'node:path';

import { readRoutes, readRoutesFile, serviceFor } from '../../src/gateway/routes';
import { repository } from '../../src/paths';

const routes = readRoutesFile(path.join(repository, 'infra/k8s/base/ingress/ingress.yaml'));

describe('the routes of the Ingress', () => {
  it.each([
    ['/api/users/signup', 'auth-srv'],
    ['/api/users', 'auth-srv'],
    ['/api/tickets', 'tickets-srv'],
    ['/api/tickets?limit=5', 'tickets-srv'],
    ['/api/tickets/5f/', 'tickets-srv'],
    ['/api/orders/5f', 'orders-srv'],
    ['/API/Orders', 'orders-srv'],
    ['/api/payments/5f', 'payments-srv'],
    ['/api/other', 'client-srv'],
    ['/', 'client-srv'],
    ['/orders', 'client-srv'],
    ['/tickets/new?next=/api/orders', 'client-srv'],
  ])('send %s to %s', (url, service) => {
    expect(serviceFor(routes, url)).toBe(service);
  });

  it('are tried the longest first, whatever their order in the manifest', () => {
    const ingress = readRoutes(`
      spec:
        rules:
          - http:
              paths:
                - { path: '/?(.*)', backend: { service: { name: all } } }
                - { path: '/api/a/?(.*)', backend: { service: { name: a } } }
    `);

    expect(serviceFor(ingress, '/api/a/1')).toBe('a');
    expect(serviceFor(ingress, '/b')).toBe('all');
  });
});
