import Stripe from 'stripe';

/** The address of Stripe and our key. */
export interface StripeConfig {
  readonly key: string;
  /** The address of a stand-in. Undefined means Stripe itself. */
  readonly url: string | undefined;
}

const timeoutMs = 15_000;

/**
 * Stripe's client.
 *
 * @param httpClient replaces the network, in tests
 */
export const createStripeClient = (
  { key, url }: StripeConfig,
  httpClient?: Stripe.HttpClient,
): Stripe =>
  new Stripe(key, {
    // The version that the package's types describe. package-lock.json pins both.
    apiVersion: Stripe.API_VERSION,
    timeout: timeoutMs,
    // The settle loop retries, with our own idempotency keys.
    maxNetworkRetries: 0,
    telemetry: false,
    ...(url === undefined ? {} : hostOf(url)),
    ...(httpClient === undefined ? {} : { httpClient }),
  });

function hostOf(url: string) {
  const { protocol, hostname: host, port } = new URL(url);
  return protocol === 'http:'
    ? { protocol: 'http' as const, host, port: port || 80 }
    : { protocol: 'https' as const, host, port: port || 443 };
}
