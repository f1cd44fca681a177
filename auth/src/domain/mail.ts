import type { Id, Versioned } from '@ticketing-dev/common';

import type { LinkPurpose } from './user';

/** Why a mail is sent. */
export type MailKind = 'bought' | 'sold' | 'order-expired' | 'refund' | LinkPurpose;

/** What a mail is about. */
export interface MailFacts {
  readonly orderId?: string | undefined;
  readonly ticketId?: string | undefined;
  readonly title?: string | undefined;
  readonly priceInCents?: number | undefined;
  /** The one-time link of the mail. */
  readonly linkId?: string | undefined;
}

/** `dropped`: it was never sent, because the account or the link is gone, or the mail server refused it. */
export type MailState = 'waiting' | 'sent' | 'dropped';

/** The record of a mail. It has no address: that is read from the account when the mail is sent. */
export interface Mail extends Versioned {
  /** Unique: the id of the event or of the link, and the kind. So one event causes one mail of a kind. */
  readonly key: string;
  readonly kind: MailKind;
  readonly userId: Id;
  /** Removed when the mail is no longer waiting. */
  readonly facts?: MailFacts;
  readonly state: MailState;
  readonly tries: number;
  /** No instance tries to send it before. */
  readonly dueAt: Date;
  readonly sentAt?: Date;
}

/** When the service was first able to send mail. There is one such record. */
export interface MailStart extends Versioned {
  /** Unique. */
  readonly key: string;
  readonly at: Date;
}
