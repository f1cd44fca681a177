import type { Id, PassState, TicketDetails, Versioned } from '@ticketing-dev/common';

/** A use of a pass at a door. */
export interface Admission {
  /** Names the door's try, so that its repetition is no second use. */
  readonly attemptId: string;
  readonly doorId: Id;
  /** The name of the door. */
  readonly door: string;
  readonly at: Date;
}

/** What admits one person to one seat. Its id is the seat's: the id of the first ticket for it. */
export interface Pass extends Versioned {
  readonly orderId: Id;
  /** The buyer. */
  readonly userId: string;
  /** The seller. Only this seller's doors admit the pass. */
  readonly sellerId: string;
  /** Names the seller's event. */
  readonly eventKey: string;
  readonly title: string;
  readonly details?: TicketDetails;
  /** Counts the codes of the seat, starting at 1. Only the newest one is valid. */
  readonly serial: number;
  /** The key of the newest code, and what its secret bits are made of in addition. */
  readonly keyId: string;
  readonly salt: string;
  /** Unique. SHA-256 of the newest code to type. The code itself is stored nowhere. */
  readonly typedHash: string;
  readonly state: PassState;
  /** A door may have it in a list, and admit it without a connection. */
  readonly listed?: true;
  readonly admission?: Admission;
  /** Later uses, by doors without a connection. */
  readonly conflicts?: readonly Admission[];
}
