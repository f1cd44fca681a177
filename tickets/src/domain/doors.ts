import { createHash, randomBytes } from 'node:crypto';

import {
  type AggregateStore,
  type Clock,
  createTurns,
  type Id,
  NotAuthorizedError,
  NotFoundError,
  type Page,
} from '@ticketing-dev/common';

import type { Door } from './door';
import { eventKeyOf } from './event-key';
import type { Ticket } from './ticket';

const tokenBytes = 32;
const tokenForm = /^[\w-]{43}$/;
const hourInMs = 60 * 60 * 1_000;

/** How long a door that has a connection again may send what it admitted before its link ended. */
const catchUpMs = 7 * 24 * hourInMs;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** What doors depend on. */
export interface DoorsDeps {
  readonly doors: AggregateStore<Door>;
  readonly tickets: Pick<AggregateStore<Ticket>, 'find'>;
  readonly now: Clock;
}

/** What a seller asks for. */
export interface DoorRequest {
  readonly ticketId: Id;
  readonly name: string;
  /** How long the link works. */
  readonly hours: number;
}

export type Doors = ReturnType<typeof createDoors>;

/** The use cases of doors: a seller makes and revokes their links. No service subscribes to them. */
export function createDoors({ doors, tickets, now }: DoorsDeps) {
  const inTurn = createTurns();

  const byToken = async (token: string): Promise<Door> => {
    if (!tokenForm.test(token)) throw new NotAuthorizedError();
    const tokenHash = hashOf(token);
    const [door] = await doors.query({ where: { tokenHash }, order: 'oldest first', limit: 1 });
    if (!door) throw new NotAuthorizedError();
    return door;
  };

  const works = ({ revokedAt, expiresAt }: Door): boolean => !revokedAt && now() < expiresAt;

  /** When the link of the door ends or has ended. */
  const endOf = ({ revokedAt, expiresAt }: Door): Date =>
    revokedAt && revokedAt < expiresAt ? revokedAt : expiresAt;

  return {
    /** @returns the new door, and the token of its link, which cannot be read again */
    async open(
      userId: string,
      { ticketId, name, hours }: DoorRequest,
    ): Promise<{ readonly door: Door; readonly token: string }> {
      const ticket = await tickets.find(ticketId);
      if (!ticket) throw new NotFoundError();
      if (ticket.userId !== userId) throw new NotAuthorizedError();
      const token = randomBytes(tokenBytes).toString('base64url');
      const { eventName = ticket.title, startsAt, timeZone, venue } = ticket.details ?? {};
      const place = {
        ...(startsAt !== undefined && { startsAt }),
        ...(timeZone !== undefined && { timeZone }),
        ...(venue !== undefined && { venue }),
      };
      const door: Door = {
        id: doors.nextId(),
        version: 0,
        userId,
        name,
        eventKey: eventKeyOf(ticket),
        eventName,
        place,
        tokenHash: hashOf(token),
        expiresAt: new Date(now().getTime() + hours * hourInMs),
      };
      await doors.insert(door);
      return { door, token };
    },

    /** A seller's doors, also those that are over. */
    listBySeller: (userId: string, { limit, after }: Page): Promise<readonly Door[]> =>
      doors.query({
        where: { userId },
        order: 'newest first',
        ...(after === undefined ? {} : { after }),
        limit,
      }),

    /** Makes the link stop working. Doing it again changes nothing. */
    revoke: (id: Id, userId: string): Promise<Door> =>
      inTurn(id, async () => {
        const door = await doors.find(id);
        if (!door) throw new NotFoundError();
        if (door.userId !== userId) throw new NotAuthorizedError();
        return door.revokedAt ? door : doors.transition(door, { revokedAt: now() });
      }),

    /**
     * The door of a link.
     *
     * @throws NotAuthorizedError if there is none, or if it has expired or was revoked
     */
    async enter(token: string): Promise<Door> {
      const door = await byToken(token);
      if (!works(door)) throw new NotAuthorizedError();
      return door;
    },

    /**
     * The door of a link that may have ended within the last week. {@link assertInTime} decides which attempts it may
     * still send.
     *
     * @throws NotAuthorizedError if there is none
     */
    async enterToCatchUp(token: string): Promise<Door> {
      const door = await byToken(token);
      const isOver = endOf(door).getTime() + catchUpMs <= now().getTime();
      if (!works(door) && isOver) throw new NotAuthorizedError();
      return door;
    },

    /** @throws NotAuthorizedError if the link has ended, and the person went in after its end or not offline */
    assertInTime(door: Door, offlineAt: Date | undefined): void {
      if (works(door) || (offlineAt && offlineAt < endOf(door))) return;
      throw new NotAuthorizedError();
    },
  };
}
