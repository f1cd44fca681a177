import type { OutgoingEvent } from '@ticketing-dev/common';

import type { UserSession } from '../../domain/user';

/** Says that these sessions hold no longer. */
export const sessionEnded = (ending: readonly UserSession[]): OutgoingEvent<'session:ended'> => ({
  subject: 'session:ended',
  data: {
    sids: ending.map(({ sid }) => sid),
    until: new Date(Math.max(...ending.map(({ endsAt }) => endsAt.getTime()))).toISOString(),
  },
});
