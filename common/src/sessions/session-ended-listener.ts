import { DurableListener } from '../bus/durable-listener';
import { type ReceivedData, type SessionEndedEvent, Subjects } from '../contracts';
import type { EndedSessions } from './ended-sessions';

/** Makes this service refuse the tokens of ended sessions. */
export class SessionEndedListener extends DurableListener<SessionEndedEvent> {
  readonly subject = Subjects.SessionEnded;

  constructor(private readonly ended: Pick<EndedSessions, 'end'>) {
    super();
  }

  async handle({ sids, until }: ReceivedData<SessionEndedEvent>): Promise<void> {
    await this.ended.end(sids, new Date(until));
  }
}
