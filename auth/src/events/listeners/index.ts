import {
  type DurableListener,
  type EndedSessions,
  SessionEndedListener,
} from '@ticketing-dev/common';

export const listeners = (ended: Pick<EndedSessions, 'end'>): DurableListener[] => [
  new SessionEndedListener(ended),
];
