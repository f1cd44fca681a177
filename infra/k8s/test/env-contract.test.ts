import path from 'node:path';

import { type EnvVar, overlays, type Workload, workloadsOf } from './support/resources';
import { needing, services } from './support/services';
import { repository } from './support/tools';

type Env = Readonly<Record<string, string | undefined>>;
type Read = (env: Env) => unknown;

interface Reader {
  readonly module: string;
  readonly function: string;
  /** Settings that the service reads, and that no manifest needs. */
  readonly notGiven: readonly string[];
  /** Settings in the manifest that libraries read. */
  readonly readElsewhere: readonly string[];
}

/** Settings that only some overlays give: cookies need https in a public shop, STRIPE_URL is for a
 * stand-in, and a shop at another address has its own links and sender. */
const rarelyGiven: Readonly<Record<string, readonly string[]>> = {
  auth: ['SECURE_COOKIES', 'MAIL_FROM', 'PUBLIC_URL'],
  payments: ['STRIPE_URL'],
};

const readerFor = (name: string): Reader => ({
  module: `${name}/src/config`,
  function: 'readConfig',
  // The default of HOST is all addresses of the pod. The services have the defaults of the limits, which are on. A
  // public shop requires limits and strong keys.
  notGiven: [
    ...['HOST', 'REQUIRE_LIMITS', 'REQUIRE_STRONG_KEY'],
    ...(services[name]?.limits ?? []),
    ...(rarelyGiven[name] ?? []),
  ],
  readElsewhere: [],
});

const readers: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(Object.keys(services).map((name) => [`${name}-depl`, readerFor(name)])),
  'client-depl': {
    module: 'client/src/lib/server/settings',
    function: 'readSettings',
    // Only in dev and with a stand-in, and only in tests.
    notGiven: ['STRIPE_TEST_CARDS', 'MADE_UP_LOCALE'],
    readElsewhere: ['PORT', 'OPERATOR_PORT', 'HOSTNAME', 'KEEP_ALIVE_TIMEOUT'],
  },
};

function readerOf({ module, function: name }: Reader): Read {
  const read = jest.requireActual<Record<string, Read>>(path.join(repository, module))[name];
  if (!read) throw new Error(`${module} has no ${name}`);
  return read;
}

const valueOf = ({ value, valueFrom }: EnvVar): string => {
  if (valueFrom?.fieldRef) return 'orders-depl-5d8f7-x2x4k';
  if (valueFrom?.secretKeyRef?.key === 'SMTP_URL') return 'smtps://user:password@mail.test';
  if (valueFrom?.secretKeyRef) return 'mongodb://from-a-secret-of-a-length-that-is-strong/db';
  return value ?? '';
};

/** The names of the settings that a service reads if it gets the manifest's settings. */
function namesReadBy(reader: Reader, given: readonly EnvVar[]): Set<string> {
  const names = new Set<string>();
  const env = Object.fromEntries(given.map((one) => [one.name, valueOf(one)]));
  const read = readerOf(reader);
  read(
    new Proxy<Env>(env, {
      get: (target, name) => {
        names.add(String(name));
        return target[String(name)];
      },
    }),
  );
  return names;
}

const envOf = ({ spec }: Workload) => spec.template.spec.containers[0]?.env ?? [];

const cases = overlays.flatMap((overlay) =>
  workloadsOf(overlay).flatMap((workload): [string, string, Reader, readonly EnvVar[]][] => {
    const reader = readers[workload.metadata.name];
    return reader ? [[overlay, workload.metadata.name, reader, envOf(workload)]] : [];
  }),
);

describe('settings', () => {
  it.each(cases)('%s gives %s each setting that it reads', (_overlay, _name, reader, given) => {
    const names = namesReadBy(reader, given);

    const missing = [...names].filter(
      (name) => !given.some((one) => one.name === name) && !reader.notGiven.includes(name),
    );

    expect(missing).toEqual([]);
  });

  it.each(cases)('%s gives %s none that it does not read', (_overlay, _name, reader, given) => {
    const names = namesReadBy(reader, given);

    const unread = given
      .map(({ name }) => name)
      .filter((name) => !names.has(name) && !reader.readElsewhere.includes(name));

    expect(unread).toEqual([]);
  });

  const weakRefused = cases.flatMap(([overlay, name, , given]) =>
    given.some((one) => one.name === 'REQUIRE_STRONG_KEY') ? [`${overlay}: ${name}`] : [],
  );

  it('refuse weak keys in staging and production', () => {
    const strict = ['prod', 'prod-gateway', 'prod-monitored', 'staging'];

    expect(weakRefused.sort()).toEqual(
      strict
        .flatMap((overlay) => needing('session').map((name) => `${overlay}: ${name}-depl`))
        .sort(),
    );
  });

  it('are checked for every service', () => {
    const services = new Set(cases.map(([, name]) => name));

    expect([...services].sort()).toEqual(Object.keys(readers).sort());
  });
});
