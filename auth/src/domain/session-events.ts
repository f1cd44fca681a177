import { type SessionEndedEvent, Subjects } from '@ticketing-dev/common';

import type { UserSession } from './user';

/** Creates the event that these sessions are no longer valid. */
export const sessionEnded = (ending: readonly UserSession[]): SessionEndedEvent => ({
  subject: Subjects.SessionEnded,
  data: {
    sids: ending.map(({ sid }) => sid),
    until: new Date(Math.max(...ending.map(({ endsAt }) => endsAt.getTime()))).toISOString(),
  },
});
