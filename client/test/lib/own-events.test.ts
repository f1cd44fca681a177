import { browserSend as caller } from '@/lib/api/browser-send';
import { listOwnEvents } from '@/lib/own-events';

import { aTicket } from '../support/builders';
import { fakeApi } from '../support/fake-api';

describe('the own events', () => {
  it('are those of all own tickets, each once', async () => {
    const startsAt = '2030-06-12T18:00:00.000Z';
    fakeApi({
      'GET /api/tickets/mine': {
        status: 200,
        body: [
          aTicket({ id: 'a', eventName: 'Jazz', startsAt }),
          aTicket({ id: 'b', eventName: 'Jazz', startsAt }),
          aTicket({ id: 'c', eventName: 'Jazz' }),
        ],
        headers: { link: '</api/tickets/mine?after=c>; rel="next"' },
      },
      'GET /api/tickets/mine?after=c': {
        status: 200,
        body: [aTicket({ id: 'd', title: 'Opera' })],
      },
    });

    expect(await listOwnEvents(caller)).toEqual([
      { ticketId: 'a', name: 'Jazz', startsAt, timeZone: undefined },
      { ticketId: 'c', name: 'Jazz', startsAt: undefined, timeZone: undefined },
      { ticketId: 'd', name: 'Opera', startsAt: undefined, timeZone: undefined },
    ]);
  });
});
