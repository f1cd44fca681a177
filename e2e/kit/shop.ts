/** The addresses of a running platform. */
export interface Shop {
  /** The gateway's or the ingress's address. */
  readonly url: string;
  /** The address of the Stripe stand-in, whose ledger the tests read. */
  readonly stripeUrl: string;
  /** Receives the status of each answer to a {@link Person}. */
  readonly onAnswer?: (status: number) => void;
}

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npm test`);
  return value;
}

/** The platform that the tests of `test/platform` use. */
export const theShop: Shop = {
  get url() {
    return given('E2E_URL').replace(/\/$/, '');
  },
  get stripeUrl() {
    return given('E2E_STRIPE_URL');
  },
};

/** The length of a reservation there. */
export const holdMs = (): number => Number(given('E2E_HOLD_SECONDS')) * 1000;
