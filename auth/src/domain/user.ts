import type { Language, Versioned } from '@ticketing-dev/common';

/** A session of a user. */
export interface UserSession {
  /** Random. The claim `sid` of the session's token. */
  readonly sid: string;
  /** When the token expires, in whole seconds. */
  readonly endsAt: Date;
}

/** What a one-time link is for. */
export type LinkPurpose = 'password-reset' | 'email-proof';

/** A one-time link that a mail contains. */
export interface OneTimeLink {
  /** Random. The link's secret is made from it. */
  readonly id: string;
  readonly purpose: LinkPurpose;
  /** The hash of the secret. Only the mail contains the secret itself. */
  readonly hash: string;
  readonly endsAt: Date;
}

/** An account. */
export interface User extends Versioned {
  /** Unique. In the spelling of `normalizeEmail`. Older accounts have it only trimmed and in lower case. */
  readonly email: string;
  /** In the PHC string format, with its parameters and its salt. */
  readonly passwordHash: string;
  /** The sessions that can be ended, oldest first. Absent in accounts that an older build created. */
  readonly sessions?: readonly UserSession[];
  /** The name that others may see. */
  readonly name?: string;
  /** The language of the mails to the user. */
  readonly language?: Language;
  /** When the user proved that the address is theirs. */
  readonly emailProvenAt?: Date;
  /** The links that can be used, oldest first. */
  readonly links?: readonly OneTimeLink[];
  /** The account is a tombstone: it has no address, and it stays for its last event. See docs/adr/0028. */
  readonly deletedAt?: Date;
}

/** When the account was made: the first four bytes of its id, in seconds. */
export const madeAt = ({ id }: User): Date => new Date(parseInt(id.slice(0, 8), 16) * 1000);
