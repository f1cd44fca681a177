import type { TicketDetails, Versioned } from '@ticketing-dev/common';

/** A door: its link admits the passes of one seller's event. */
export interface Door extends Versioned {
  /** The seller. */
  readonly userId: string;
  readonly name: string;
  /** Names the seller's event. */
  readonly eventKey: string;
  readonly eventName: string;
  /** When and where the event is, as the ticket said when the door was made. */
  readonly place?: Pick<TicketDetails, 'startsAt' | 'timeZone' | 'venue'>;
  /** Unique. SHA-256 of the link's token. The token itself is stored nowhere. */
  readonly tokenHash: string;
  readonly expiresAt: Date;
  readonly revokedAt?: Date;
}
