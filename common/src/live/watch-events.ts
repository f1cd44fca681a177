import type { Bus } from '../bus/bus';
import { MalformedMessageError, parseMessage } from '../bus/parse-message';
import type { EventOf, ReceivedData, Subjects } from '../contracts';

/**
 * Watches the events of a subject, at every instance. A malformed one is ignored: a listener parks it.
 *
 * @param onBegin called when events may have been missed: see {@link Bus.watch}
 */
export const watchEvents = <S extends Subjects>(
  bus: Bus,
  subject: S,
  onEvent: (data: ReceivedData<EventOf<S>>) => void,
  onBegin: () => void,
): void =>
  bus.watch({
    subject,
    onBegin,
    onData(data) {
      try {
        onEvent(parseMessage(subject, data));
      } catch (error) {
        if (!(error instanceof MalformedMessageError)) throw error;
      }
    },
  });
