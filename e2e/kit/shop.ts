/** Where a platform is. */
export interface Shop {
  /** The gateway's or the ingress's address. */
  readonly url: string;
  /** The Stripe stand-in's, whose ledger the tests read. */
  readonly stripeUrl: string;
  /** Told of each answer to somebody there. */
  readonly onAnswer?: (status: number) => void;
}

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npm test`);
  return value;
}

/** The one that the tests of `test/platform` run against. */
export const theShop: Shop = {
  get url() {
    return given('E2E_URL').replace(/\/$/, '');
  },
  get stripeUrl() {
    return given('E2E_STRIPE_URL');
  },
};

/** How long an order holds its ticket there. */
export const holdMs = (): number => Number(given('E2E_HOLD_SECONDS')) * 1000;
