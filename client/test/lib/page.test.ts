import { listTickets } from '@/lib/api/tickets';

import { aTicket } from '../support/builders';
import { fakeApi } from '../support/fake-api';

async function nextQueryOf(link: string | undefined): Promise<string | null> {
  fakeApi({
    'GET /api/tickets': { status: 200, body: [aTicket()], headers: link ? { link } : {} },
  });
  return (await listTickets('')).nextQuery;
}

describe('a page of a list', () => {
  it.each([
    ['a relative address', '</api/tickets?limit=2&after=x>; rel="next"', '?limit=2&after=x'],
    [
      'an address that only the cluster knows',
      '<http://tickets-srv:3000/api/tickets?after=x>; rel="next"',
      '?after=x',
    ],
    [
      'the right one of several',
      '</api/tickets?a=1>; rel="prev", </api/tickets?a=2>; rel="next"',
      '?a=2',
    ],
    ['no next page', '</api/tickets?a=1>; rel="prev"', null],
    ['no header', undefined, null],
  ])('finds the query of the next page in %s', async (_what, link, query) => {
    expect(await nextQueryOf(link)).toBe(query);
  });
});
