import type { Subjects } from '../contracts';

/** A message that could not be handled, kept for an operator so that it does not stop the others. */
export interface ParkedMessage {
  /** `<subject>-<sequence>` */
  readonly id: string;
  readonly subject: Subjects;
  readonly data: string;
  /** What was wrong with it, or with us, when it was last tried. */
  readonly reason: string;
  readonly parkedAt: string;
}

/** Where a service keeps its parked messages. */
export interface ParkingLot {
  /** Keeps it; one that is there already stays as it is. */
  park(message: ParkedMessage): Promise<void>;
  list(): Promise<readonly ParkedMessage[]>;
  find(id: string): Promise<ParkedMessage | undefined>;
  /** Renews the reason of one that is there. */
  explain(id: string, reason: string): Promise<void>;
  /** @returns whether it was there */
  discard(id: string): Promise<boolean>;
}
