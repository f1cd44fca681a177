import { type EndedSessions, type Listener, SessionEndedListener } from '@ticketing-dev/common';

export const listeners = (ended: Pick<EndedSessions, 'end'>): Listener[] => [
  new SessionEndedListener(ended),
];
