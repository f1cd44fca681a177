import services from './services.json';

/** The services, in the order in which every list has them. `npm run new:service` adds one. */
export type ServiceName = keyof typeof services;
export const serviceNames = Object.keys(services) as ServiceName[];

/** The groups of settings that the stack can give to a service. */
export type Need =
  'database' | 'session' | 'bus' | 'redis' | 'stripe' | 'window' | 'price' | 'passes' | 'mail';

interface ServiceFacts {
  /** Whether it has routes. A worker has none, and no Kubernetes Service. */
  readonly http: boolean;
  readonly needs: readonly Need[];
  /** The settings of its limits. They are passed on from the environment. */
  readonly limits: readonly string[];
}

export const facts = services as Readonly<Record<ServiceName, ServiceFacts>>;

/** The services that have a database. */
export const databases = serviceNames.filter((name) => facts[name].needs.includes('database'));

export interface Instance {
  readonly service: ServiceName;
  /** `orders`, or `orders-1` and `orders-2` if there are two. */
  readonly name: string;
  /** The client id for NATS Streaming. It does not depend on the number of instances. */
  readonly clientId: string;
}

export type Scale = Partial<Record<ServiceName, number>>;

/** The instances of a service: one, unless `scale` has another number. */
export function instancesOf(service: ServiceName, scale: Scale): Instance[] {
  const count = scale[service] ?? 1;
  return Array.from({ length: count }, (_, index) => ({
    service,
    name: count === 1 ? service : `${service}-${index + 1}`,
    clientId: `${service}-${index + 1}`,
  }));
}

const isServiceName = (name: string): name is ServiceName =>
  (serviceNames as readonly string[]).includes(name);

/**
 * Parses `--scale`, such as `orders=2,payments=2`.
 *
 * @throws Error if the text is malformed
 */
export function parseScale(text: string, before: Scale = {}): Scale {
  const scale = { ...before };
  for (const part of text.split(',')) {
    const [name = '', count = ''] = part.split('=');
    if (!isServiceName(name) || !/^[1-9]\d?$/.test(count)) {
      throw new Error(`--scale takes service=count (such as orders=2), not ${part}`);
    }
    scale[name] = Number(count);
  }
  return scale;
}
