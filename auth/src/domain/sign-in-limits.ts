import type { Limit } from '@ticketing-dev/common';

/** How often somebody may try to sign in or up. */
export interface SignInLimits {
  /** By e-mail address, whether there is such an account or not. */
  readonly signInsPerAccount: Limit;
  /** By browser and account, for a browser that the account was signed in from before. */
  readonly signInsPerDevice: Limit;
  readonly signInsPerAddress: Limit;
  readonly signUpsPerAddress: Limit;
}
