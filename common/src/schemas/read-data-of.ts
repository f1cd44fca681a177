import type { EventOf, ReceivedData } from '../contracts';
import type { Subjects } from '../contracts/subjects';
import { eventSchemas } from './events';
import { read } from './read';

/**
 * Reads the data of a message. Its ids become canonical here.
 *
 * @param data the message, parsed from JSON
 * @throws MalformedDataError when it is not the data of an event of this subject
 */
export const readDataOf = <S extends Subjects>(
  subject: S,
  data: unknown,
): ReceivedData<EventOf<S>> => read(eventSchemas[subject], data) as ReceivedData<EventOf<S>>;
