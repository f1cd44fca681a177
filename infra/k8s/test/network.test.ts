import { allowedToReceive, allowedToSend } from './support/edges';
import { ofKind, overlays } from './support/resources';
import { deployments, hasOps, names, needing, withRoutes } from './support/services';

const http = withRoutes.map((name) => `client → ${name}:3000`);
const bus = needing('bus').map((name) => `${name} → nats:4222`);
const redis = 'expiration → expiration-redis:6379';
const ownDatabases = needing('database').map((name) => `${name} → ${name}-mongo:27017`);
const outerDatabases = needing('database').map((name) => `${name} → outside (any address):27017`);
const stripe = 'payments → outside (the internet):443';
const smtp = [465, 587].map((port) => `auth → outside (the internet):${port}`);
const standIn = 'payments → stripe:3000';
const peers = 'nats → nats:6222';

const operators = names.map((name) => `ops → ${name}:3001`);

const insideOf: Readonly<Record<string, readonly string[]>> = {
  dev: [...http, ...bus, redis, ...ownDatabases],
  live: [...http, ...bus, redis, ...ownDatabases],
  'stand-in': [...http, ...bus, redis, ...ownDatabases, standIn],
  staging: [...http, ...bus, redis, ...ownDatabases, peers],
  prod: [...http, ...bus, redis, peers],
  'prod-gateway': [...http, ...bus, redis, peers],
  'prod-monitored': [...http, ...bus, redis, peers],
};

const isProd = (overlay: string) => overlay.startsWith('prod');
const isName = (edge: string) => edge.endsWith('kube-system:53');

describe.each(overlays)('in %s', (overlay) => {
  const asked = hasOps(overlay) ? operators : [];
  const inside = [...(insideOf[overlay] ?? []), ...asked].sort();

  it('connections without a policy are denied', () => {
    const denial = ofKind(overlay, 'NetworkPolicy').find(
      ({ metadata }) => metadata.name === 'deny-all',
    );

    expect(denial?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it('senders may connect to these workloads only', () => {
    const outside = [stripe, ...smtp, ...(isProd(overlay) ? outerDatabases : [])];

    const edges = allowedToSend(overlay).filter((edge) => !isName(edge));

    expect(edges).toEqual([...inside, ...outside].sort());
  });

  it('receivers accept these senders only', () => {
    const edge = overlay === 'prod-gateway' ? 'envoy-gateway-system' : 'ingress-nginx';
    const fromOutside = [...withRoutes, 'client'].map((name) => `${edge} → ${name}:3000`);
    const scraped = overlay === 'prod-monitored' ? deployments : [];
    const scrapes = scraped.map((name) => `monitoring → ${name}:3001`);

    expect(allowedToReceive(overlay)).toEqual([...inside, ...fromOutside, ...scrapes].sort());
  });

  it('only workloads that connect to another one may resolve names', () => {
    const resolving = allowedToSend(overlay)
      .filter(isName)
      .map((edge) => edge.split(' ')[0]);
    const sending = allowedToSend(overlay)
      .filter((edge) => !isName(edge))
      .map((edge) => edge.split(' ')[0]);

    expect(new Set(resolving)).toEqual(new Set(sending));
  });
});
