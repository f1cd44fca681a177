import type { ServiceName } from '@/lib/api/http';

export interface Settings {
  readonly baseUrls: Readonly<Record<ServiceName, string>>;
  /** Absent: the shop offers Stripe's test cards instead of Stripe's own form. */
  readonly stripePublishableKey: string | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Read at every request, so that one build serves every environment. */
export function readSettings(env: Env): Settings {
  // As in the services: what comes from a file ends with a line break.
  const setting = (name: string): string | null => env[name]?.trim() || null;
  return {
    baseUrls: {
      auth: setting('AUTH_URL') ?? 'http://auth-srv:3000',
      tickets: setting('TICKETS_URL') ?? 'http://tickets-srv:3000',
      orders: setting('ORDERS_URL') ?? 'http://orders-srv:3000',
      payments: setting('PAYMENTS_URL') ?? 'http://payments-srv:3000',
    },
    stripePublishableKey: setting('STRIPE_PUBLISHABLE_KEY'),
  };
}
