import type { ServiceName } from '@/lib/api/http';
import type { PayBy } from '@/lib/pay-by';

export interface Settings {
  readonly baseUrls: Readonly<Record<ServiceName, string>>;
  readonly payBy: PayBy;
  /** How long an order holds its ticket. */
  readonly holdSeconds: number;
  /** Whether a cookie may choose the made-up locale, which shows what is not translated. Only tests set it. */
  readonly hasMadeUpLocale: boolean;
}

const quarterOfAnHour = 15 * 60;

type Env = Readonly<Record<string, string | undefined>>;

/** Read on every request, so that one build works in every environment. */
export function readSettings(env: Env): Settings {
  // As in the services: a value from a file may end with a line break.
  const setting = (name: string): string | null => env[name]?.trim() || null;
  return {
    baseUrls: {
      auth: setting('AUTH_URL') ?? 'http://auth-srv:3000',
      tickets: setting('TICKETS_URL') ?? 'http://tickets-srv:3000',
      orders: setting('ORDERS_URL') ?? 'http://orders-srv:3000',
      payments: setting('PAYMENTS_URL') ?? 'http://payments-srv:3000',
    },
    holdSeconds: Number(setting('EXPIRATION_WINDOW_SECONDS') ?? quarterOfAnHour),
    hasMadeUpLocale: setting('MADE_UP_LOCALE') === 'true',
    payBy: readPayBy(setting('STRIPE_PUBLISHABLE_KEY'), setting('STRIPE_TEST_CARDS')),
  };
}

/** Test cards work only with a stand-in or a test key, so they are offered only if the setting says so. */
function readPayBy(publishableKey: string | null, testCards: string | null): PayBy {
  if (publishableKey !== null) return { means: 'stripe', publishableKey };
  return { means: testCards === 'true' ? 'test-cards' : 'nothing' };
}
