import type { output } from 'zod';

import type { passData, passState } from '../schemas/events';
import type { Event } from './event';
import type { Immutable } from './immutable';
import type { Subjects } from './subjects';

/** The states of a pass. Only a `valid` one opens a door. */
export type PassState = output<typeof passState>;

/** The pass of a seat. It never contains a code. */
export type PassData = Immutable<output<typeof passData>>;

/** A pass was issued, used at a door, or revoked. */
export type PassUpdatedEvent = Event<Subjects.PassUpdated, PassData>;
