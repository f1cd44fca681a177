import { Listener } from '../bus/listener';
import type { SessionsState } from '../contracts';
import type { EndedSessions } from './ended-sessions';

/** Refuses the tokens of sessions that ended before their time. */
export class SessionEndedListener extends Listener<'session:ended'> {
  readonly subject = 'session:ended';
  readonly #ended: Pick<EndedSessions, 'end'>;

  constructor(ended: Pick<EndedSessions, 'end'>) {
    super();
    this.#ended = ended;
  }

  async handle({ sids, until }: SessionsState): Promise<void> {
    await this.#ended.end(sids, new Date(until));
  }
}
