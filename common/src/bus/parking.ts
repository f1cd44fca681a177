import type { Subjects } from '../contracts';

/** A message that could not be handled. It is stored for an operator so that it does not block others. */
export interface ParkedMessage {
  /** `<subject>-<sequence>` */
  readonly id: string;
  readonly subject: Subjects;
  readonly data: string;
  /** The error of the last attempt. */
  readonly reason: string;
  /** ISO 8601 in UTC. */
  readonly parkedAt: string;
}

/** The store of a service's parked messages. */
export interface ParkingLot {
  /** Stores the message. A message that is parked already does not change. */
  park(message: ParkedMessage): Promise<void>;
  list(): Promise<readonly ParkedMessage[]>;
  count(): Promise<number>;
  find(id: string): Promise<ParkedMessage | undefined>;
  /** Replaces the reason of a parked message. */
  explain(id: string, reason: string): Promise<void>;
  /** @returns whether the message was parked */
  discard(id: string): Promise<boolean>;
}
