import type { Id } from '../contracts';
import type { Outbox, StoredEvent } from '../outbox/outbox';
import type { EventHistory } from './event-history';

/** What a timeline is about. */
export const topics = ['order', 'ticket', 'user'] as const;
export type Topic = (typeof topics)[number];

type Detail = string | number | boolean | undefined;

/** What happened, as one service recorded it. It contains no address, no code and no token. */
export interface Fact {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly what: string;
  readonly details: Readonly<Record<string, Detail>>;
}

/** What one service stores now: an order, a payment, the timer of an order. */
export interface CurrentState {
  readonly kind: 'order' | 'ticket' | 'pass' | 'payment' | 'timer' | 'user' | 'parked';
  readonly id: string;
  readonly [field: string]: Detail;
}

/** What one service knows about an order, a ticket or a user. */
export interface Timeline {
  readonly facts: readonly Fact[];
  readonly now: readonly CurrentState[];
}

/** Collects what a service knows. A service that knows nothing returns no facts. */
export type TimelineSource = (topic: Topic, id: Id) => Promise<Timeline>;

export const noTimeline: Timeline = { facts: [], now: [] };

/** The facts of an aggregate's events: those in the log, and those that wait to be published. */
export async function eventFacts(
  history: Pick<EventHistory, 'page'>,
  outboxes: readonly Pick<Outbox, 'pendingOf'>[],
  id: Id,
): Promise<readonly Fact[]> {
  const logged = await history.page({ aggregateId: id }, mostEvents);
  const pending = (await Promise.all(outboxes.map((outbox) => outbox.pendingOf([id])))).flat();
  const known = new Set(logged.map(({ eventId }) => eventId));
  const waiting = pending.filter(({ eventId }) => !known.has(eventId));
  return [...logged.map((event) => factOf(event)), ...waiting.map((event) => factOf(event, true))];
}

/** Far more than an aggregate has, unless its seller edits it all day. */
const mostEvents = 1_000;

function factOf(
  { occurredAt, subject, version, data, requestId }: StoredEvent,
  waits = false,
): Fact {
  return {
    at: occurredAt,
    what: subject,
    details: { version, ...flat(data), requestId, ...(waits && { waitsForTheBus: true }) },
  };
}

/** The fields of an event that fit in one line. */
function flat(data: object): Record<string, Detail> {
  const { id: _id, version: _version, ticket, ...fields } = data as Record<string, unknown>;
  const shown = Object.entries(fields).filter(
    (field): field is [string, string | number | boolean] =>
      ['string', 'number', 'boolean'].includes(typeof field[1]),
  );
  const ordered = ticket as { readonly id?: string; readonly price?: number } | undefined;
  return {
    ...Object.fromEntries(shown),
    ...(ordered && { ticketId: ordered.id, price: ordered.price }),
  };
}

/** A time as facts have it. */
export const isoTime = (date: Date | undefined): string | undefined => date?.toISOString();

/** When a document was inserted: the first four bytes of its id, in seconds. */
export const insertedAt = (id: Id): string =>
  new Date(parseInt(id.slice(0, 8), 16) * 1000).toISOString();
