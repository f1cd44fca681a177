import type { ServiceName } from '@/lib/api/http';

export interface Settings {
  readonly baseUrls: Readonly<Record<ServiceName, string>>;
  /** Absent: the shop offers Stripe's test cards instead of Stripe's own form. */
  readonly stripePublishableKey: string | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Read at every request, so that one build serves every environment. */
export function readSettings(env: Env): Settings {
  return {
    baseUrls: {
      auth: env['AUTH_URL'] || 'http://auth-srv:3000',
      tickets: env['TICKETS_URL'] || 'http://tickets-srv:3000',
      orders: env['ORDERS_URL'] || 'http://orders-srv:3000',
      payments: env['PAYMENTS_URL'] || 'http://payments-srv:3000',
    },
    stripePublishableKey: env['STRIPE_PUBLISHABLE_KEY'] || null,
  };
}
