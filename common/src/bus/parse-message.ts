import type { EventOf, ReceivedData, Subjects } from '../contracts';
import { MalformedDataError } from '../schemas/read';
import { readDataOf } from '../schemas/read-data-of';

/** The message is not valid data of its subject. A redelivery cannot fix that. */
export class MalformedMessageError extends Error {
  override readonly name = 'MalformedMessageError';
}

/** @throws MalformedMessageError if the message is not the data of an event of this subject */
export function parseMessage<S extends Subjects>(
  subject: S,
  data: string,
): ReceivedData<EventOf<S>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    throw new MalformedMessageError('not JSON');
  }
  try {
    return readDataOf(subject, parsed);
  } catch (error) {
    if (!(error instanceof MalformedDataError)) throw error;
    throw new MalformedMessageError(`not the data of ${subject}: ${error.message}`);
  }
}
