import type { output } from 'zod';

import type { eventMeta } from '../schemas/events';
import type { Plain } from './id';
import type { Immutable } from './immutable';

/** What our publishers add to the data of every event. On the wire, both are one flat object. */
export type EventMeta = Immutable<output<typeof eventMeta>>;

/**
 * An event as it is published: its subject and its data. This is a type only.
 *
 * @template S the subject
 * @template D the event's own data; ids may be in upper or lower case
 */
export interface Event<S extends string = string, D = unknown> {
  readonly subject: S;
  readonly data: Plain<D> & Partial<EventMeta>;
}
