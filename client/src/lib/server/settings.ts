import type { ServiceName } from '@/lib/api/http';
import type { PayBy } from '@/lib/pay-by';

export interface Settings {
  readonly baseUrls: Readonly<Record<ServiceName, string>>;
  readonly payBy: PayBy;
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
    payBy: readPayBy(setting('STRIPE_PUBLISHABLE_KEY'), setting('STRIPE_TEST_CARDS')),
  };
}

/** Test cards are for a stand-in or a test key only, so they are offered only where that is asked for. */
function readPayBy(publishableKey: string | null, testCards: string | null): PayBy {
  if (publishableKey !== null) return { means: 'stripe', publishableKey };
  return { means: testCards === 'true' ? 'test-cards' : 'nothing' };
}
