import type { Logger } from '../base/logger';
import type { Change } from './change';
import type { Versioned } from './store';

/** Any aggregate of ours: some have a status, some a state, and some belong to an order. */
type Fields = Readonly<Record<'status' | 'state' | 'orderId', unknown>>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function stateOf(aggregate: Versioned | undefined): string | undefined {
  const { status, state } = (aggregate ?? {}) as Fields;
  return text(status) ?? text(state);
}

/**
 * Writes one line about a change of an aggregate, such as `payment captured`. It has ids, the state and the names of
 * the changed fields. It has no other values, because they may be personal data or secrets.
 *
 * @param name the name of the aggregate, such as `Payment`
 */
export function logChange<T extends Versioned>(
  logger: Logger,
  name: string,
  { before, after, fields, event }: Change<T>,
): void {
  const aggregate = name.toLowerCase();
  const state = stateOf(after);
  const newState = state === stateOf(before) ? undefined : state;
  const [noun, verb] = event?.subject.split(':') ?? [];
  // An event of another noun says more than the state: an offer is closed, a session has ended.
  const what =
    event && noun !== aggregate
      ? `${noun} ${verb}`
      : `${aggregate} ${newState ?? verb ?? (before ? 'changed' : 'created')}`;
  const orderId = text((after as unknown as Fields).orderId);
  logger.info(
    {
      aggregate,
      aggregateId: after.id,
      version: after.version,
      ...(state !== undefined && { state }),
      ...(orderId !== undefined && { orderId }),
      ...(event && { subject: event.subject, eventId: event.eventId }),
      ...(fields.length > 0 && { fields }),
    },
    what,
  );
}
