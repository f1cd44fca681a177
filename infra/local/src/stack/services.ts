export const serviceNames = ['auth', 'tickets', 'orders', 'expiration', 'payments'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** The groups of settings that the stack can give to a service. */
export type Need = 'database' | 'jwt' | 'bus' | 'redis' | 'stripe' | 'window' | 'price';

export const needs: Readonly<Record<ServiceName, readonly Need[]>> = {
  auth: ['database', 'jwt', 'bus'],
  tickets: ['database', 'jwt', 'bus', 'price'],
  orders: ['database', 'jwt', 'bus', 'window'],
  expiration: ['bus', 'redis'],
  payments: ['database', 'jwt', 'bus', 'stripe'],
};

/** The settings of a service's limits. They are passed on from the environment. */
export const limitsOf: Readonly<Record<ServiceName, readonly string[]>> = {
  auth: [
    ...['SIGN_INS_PER_ACCOUNT', 'SIGN_INS_PER_DEVICE', 'SIGN_INS_PER_ADDRESS'],
    ...['SIGN_UPS_PER_ADDRESS', 'PASSWORD_QUEUE_SECONDS', 'REFUSE_COMMON_PASSWORDS', 'LIMITS'],
  ],
  tickets: ['NEW_TICKETS_PER_ACCOUNT', 'TICKET_EDITS_PER_ACCOUNT', 'LIMITS'],
  orders: ['OPEN_ORDERS_PER_ACCOUNT', 'HOLDS_PER_TICKET', 'LIMITS'],
  expiration: [],
  payments: ['CARD_REFUSALS_PER_ORDER', 'CARD_REFUSALS_PER_ACCOUNT', 'LIMITS'],
};

export const databases = serviceNames.filter((name) => needs[name].includes('database'));

export interface Instance {
  readonly service: ServiceName;
  /** `orders`, or `orders-1` and `orders-2` if there are two. */
  readonly name: string;
  /** The client id for NATS Streaming. It does not depend on the number of instances. */
  readonly clientId: string;
}

export type Scale = Partial<Record<ServiceName, number>>;

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
