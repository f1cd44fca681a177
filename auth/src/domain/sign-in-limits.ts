import type { Limit } from '@ticketing-dev/common';

/** The limits on attempts to sign in or sign up. */
export interface SignInLimits {
  /** By e-mail address, also if it has no account. */
  readonly signInsPerAccount: Limit;
  /** By browser and account, for a browser that was signed in to the account before. */
  readonly signInsPerDevice: Limit;
  readonly signInsPerAddress: Limit;
  readonly signUpsPerAddress: Limit;
  /** Mails with a one-time link, by e-mail address, also if it has no account. */
  readonly mailLinksPerAccount: Limit;
  /** The same by the client's address. Uses of a link count too. */
  readonly mailLinksPerAddress: Limit;
}
