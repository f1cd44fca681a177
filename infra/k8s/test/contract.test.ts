import { allowedToReceive } from './support/edges';
import { ofKind, overlays, workloadsOf } from './support/resources';
import {
  deployments,
  hasOps,
  names as serviceNames,
  needing,
  withRoutes,
} from './support/services';

const byHand = [
  'jwt-secret/JWT_KEY',
  'jwt-secret/JWT_KEY_PREVIOUS',
  'ops-token/OPS_TOKEN',
  'pass-secret/PASS_KEY',
  'pass-secret/PASS_KEY_PREVIOUS',
  'smtp-secret/SMTP_URL',
  'stripe-secret/STRIPE_KEY',
  'stripe-secret/STRIPE_PUBLISHABLE_KEY',
];
const databases = needing('database').map((name) => `mongo-uris/${name}`);

const routes = [
  ['/api/orders', 'orders-srv'],
  ['/api/payments', 'payments-srv'],
  ['/api/tickets', 'tickets-srv'],
  ['/api/users', 'auth-srv'],
];

const servicesWithStreams = ['tickets-srv', 'orders-srv'];

const portsOf = (overlay: string) =>
  Object.fromEntries(
    ofKind(overlay, 'Service').map(({ metadata, spec }) => [
      metadata.name,
      spec.ports.map(({ port }) => port),
    ]),
  );

const isProd = (overlay: string) => overlay.startsWith('prod');

describe.each(overlays)('in %s', (overlay) => {
  it('services have the names and ports of the contract', () => {
    expect(portsOf(overlay)).toMatchObject({
      'auth-srv': [3000],
      'tickets-srv': [3000],
      'orders-srv': [3000],
      'payments-srv': [3000],
      'client-srv': [3000],
      'nats-srv': [4222, 8222],
      'expiration-redis-srv': [6379],
      ...(!isProd(overlay) && { 'auth-mongo-srv': [27017], 'orders-mongo-srv': [27017] }),
    });
  });

  it('workloads with data are StatefulSets, and all others are Deployments', () => {
    const names = (kind: string) =>
      workloadsOf(overlay)
        .filter((workload) => workload.kind === kind)
        .map(({ metadata }) => metadata.name);
    const mongo = needing('database').map((name) => `${name}-mongo-depl`);

    expect(names('StatefulSet')).toEqual(
      expect.arrayContaining([
        'nats-depl',
        'expiration-redis-depl',
        ...(isProd(overlay) ? [] : mongo),
      ]),
    );
    const stateless = [...deployments, ...(hasOps(overlay) ? ['ops'] : [])];
    expect(names('Deployment').sort()).toEqual(stateless.map((name) => `${name}-depl`).sort());
  });

  it('workloads use only the secrets that an operator creates', () => {
    const secrets = workloadsOf(overlay)
      .flatMap(({ spec }) => spec.template.spec.containers)
      .flatMap(({ env = [] }) => env)
      .flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []);

    const names = new Set(secrets.map(({ name, key }) => `${name}/${key}`));

    expect([...names].sort()).toEqual([...byHand, ...(isProd(overlay) ? databases : [])].sort());
    expect(secrets.every(({ optional }) => optional)).toBe(true);
  });

  it('the routes of one host lead to the services', () => {
    const [ingress] = ofKind(overlay, 'Ingress');
    const [route] = ofKind(overlay, 'HTTPRoute').filter(
      ({ metadata }) => metadata.name === 'ticketing',
    );

    const found = ingress
      ? ingress.spec.rules.flatMap(({ http }) =>
          http.paths.map(({ path, backend }) => [
            path.replace('/?(.*)', '') || '/',
            backend.service.name,
          ]),
        )
      : route?.spec.rules.map(({ matches, backendRefs }) => [
          matches?.[0]?.path.value,
          backendRefs?.[0]?.name,
        ]);

    expect(found?.sort()).toEqual([['/', 'client-srv'], ...routes].sort());
    expect(ingress?.spec.rules.map(({ host }) => host) ?? route?.spec.hostnames).toEqual([
      'ticketing.dev',
    ]);
  });
});

describe('the Ingress', () => {
  const ingresses = overlays.flatMap((overlay) => ofKind(overlay, 'Ingress'));

  it.each(ingresses.map((ingress) => [ingress] as const))(
    'uses nginx and TLS, and no snippet',
    (ingress) => {
      expect(ingress.spec.ingressClassName).toBe('nginx');
      expect(ingress.spec.tls).toEqual([{ hosts: ['ticketing.dev'], secretName: 'ticketing-tls' }]);
      expect(Object.keys(ingress.metadata.annotations ?? {}).join()).not.toMatch(/snippet/);
      expect(ingress.metadata.annotations).toMatchObject({
        'nginx.ingress.kubernetes.io/use-regex': 'true',
      });
    },
  );
});

describe.each(overlays)("the operators' port in %s", (overlay) => {
  it('is the target of the Services for the ops pod only', () => {
    const leading = ofKind(overlay, 'Service')
      .filter(({ spec }) =>
        spec.ports.some(({ targetPort }) => ['operators', 3001].includes(targetPort)),
      )
      .map(({ metadata }) => metadata.name);

    const own = hasOps(overlay) ? serviceNames.map((name) => `${name}-operators`) : [];
    expect(leading.sort()).toEqual(own.sort());
  });

  // The kubelet runs on the node, and network policies never block a node from its own pods.
  it('is open to the kubelet, and to the ops pod and Prometheus where there are such', () => {
    const reached = allowedToReceive(overlay).filter((edge) => edge.endsWith(':3001'));
    const senders = new Set(reached.map((edge) => edge.split(' ')[0]));
    const isMonitored = overlay === 'prod-monitored';

    expect([...senders].sort()).toEqual([
      ...(isMonitored ? ['monitoring'] : []),
      ...(hasOps(overlay) ? ['ops'] : []),
    ]);
  });
});

/** The requests that an office or a campus with one public address needs. */
const aNat = { requestsPerSecond: 50, connections: 100 };
const bodyKilobytes = 1_100;
/** The longest time that a route may take: a payment. */
const longestSeconds = 18;

describe('requests from outside', () => {
  it.each(['staging', 'prod'])('are limited by the Ingress of %s', (overlay) => {
    const [ingress] = ofKind(overlay, 'Ingress');
    const of = (name: string) =>
      ingress?.metadata.annotations?.[`nginx.ingress.kubernetes.io/${name}`];

    expect(Number(of('limit-rps'))).toBeGreaterThanOrEqual(aNat.requestsPerSecond);
    expect(Number(of('limit-connections'))).toBeGreaterThanOrEqual(aNat.connections);
    expect(of('proxy-body-size')).toBe(`${bodyKilobytes}k`);
    expect(of('proxy-request-buffering')).toBe('on');
    expect(Number(of('proxy-read-timeout'))).toBeGreaterThan(longestSeconds);
  });

  it('are limited by the Gateway of prod-gateway', () => {
    const [client] = ofKind('prod-gateway', 'ClientTrafficPolicy');
    const backend = ofKind('prod-gateway', 'BackendTrafficPolicy').find(
      ({ metadata }) => metadata.name === 'ticketing',
    );

    expect(client?.spec.timeout.http.requestReceivedTimeout).toBe('15s');
    expect(client?.spec.tls.minVersion).toBe('1.2');
    expect(backend?.spec.requestBuffer.limit).toBe(`${bodyKilobytes}Ki`);
    expect(parseInt(backend?.spec.timeout.http.requestTimeout ?? '')).toBeGreaterThan(
      longestSeconds,
    );
    for (const { limit } of backend?.spec.rateLimit.local.rules ?? []) {
      expect(limit.unit).toBe('Second');
      expect(limit.requests).toBeGreaterThanOrEqual(aNat.requestsPerSecond);
    }
  });

  it('get Strict-Transport-Security at every route of the Gateway', () => {
    const rules = ofKind('prod-gateway', 'HTTPRoute')
      .filter(({ metadata }) => metadata.name !== 'to-https')
      .flatMap(({ spec }) => spec.rules);

    expect(rules).toHaveLength(withRoutes.length + 1 + servicesWithStreams.length);
    for (const { filters = [] } of rules) {
      expect(filters).toContainEqual({
        type: 'ResponseHeaderModifier',
        responseHeaderModifier: {
          set: [
            { name: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' },
          ],
        },
      });
    }
  });

  it('for streams have no end at the Gateway', () => {
    const [route] = ofKind('prod-gateway', 'HTTPRoute').filter(
      ({ metadata }) => metadata.name === 'live',
    );
    const policy = ofKind('prod-gateway', 'BackendTrafficPolicy').find(
      ({ metadata }) => metadata.name === 'live',
    );

    expect(policy?.spec.timeout.http.requestTimeout).toBe('0s');
    expect(route?.spec.rules.map(({ timeouts }) => timeouts)).toEqual(
      servicesWithStreams.map(() => ({ request: '0s' })),
    );
  });

  it.each(['staging', 'prod', 'prod-gateway'])(
    'are answered with Secure cookies in %s',
    (overlay) => {
      const auth = workloadsOf(overlay).find(({ metadata }) => metadata.name === 'auth-depl');

      expect(auth?.spec.template.spec.containers[0]?.env).toContainEqual({
        name: 'SECURE_COOKIES',
        value: 'true',
      });
    },
  );
});

describe('the shop', () => {
  const givenTestCards = (overlay: string) =>
    workloadsOf(overlay)
      .filter(({ metadata }) => metadata.name === 'client-depl')
      .flatMap(({ spec }) => spec.template.spec.containers[0]?.env ?? [])
      .some(({ name, value }) => name === 'STRIPE_TEST_CARDS' && value === 'true');

  it('offers test cards only in the overlays for developers', () => {
    expect(overlays.filter(givenTestCards).sort()).toEqual(['dev', 'live', 'stand-in']);
  });
});

describe('the bus', () => {
  it.each(overlays)('stores all messages in files in %s', (overlay) => {
    const nats = workloadsOf(overlay).find(({ metadata }) => metadata.name === 'nats-depl');

    expect(nats?.spec.template.spec.containers[0]?.args).toEqual(
      expect.arrayContaining([
        '-cid=ticketing',
        '-st=file',
        '-mc=0',
        '-mm=0',
        '-mb=0',
        '-hbi=5s',
        '-hbt=5s',
        '-hbf=2',
        '-m=8222',
      ]),
    );
  });
});

describe.each(['staging', 'prod', 'prod-gateway'])('limits in %s', (overlay) => {
  const envOf = (name: string) =>
    workloadsOf(overlay).find(({ metadata }) => metadata.name === name)?.spec.template.spec
      .containers[0]?.env ?? [];

  it.each(needing('session').map((name) => `${name}-depl`))('cannot be disabled at %s', (name) => {
    expect(envOf(name)).toContainEqual({ name: 'REQUIRE_LIMITS', value: 'true' });
    expect(envOf(name).map((each) => each.name)).not.toContain('LIMITS');
  });

  it('include the refusal of common passwords', () => {
    expect(envOf('auth-depl')).toContainEqual({ name: 'REFUSE_COMMON_PASSWORDS', value: 'true' });
  });
});
