/** @jest-environment node */
import type { SaleBody } from '@ticketing-dev/common/contracts';

import { GET } from '@/app/tickets/sales.csv/route';

import { aSale } from '../support/builders';
import { fakeApi, refusal } from '../support/fake-api';

jest.mock('server-only', () => ({}));
jest.mock('next/headers', () => ({ headers: () => Promise.resolve(new Headers()) }));

const salesRoute = 'GET /api/tickets/sales';
const nextRoute = `${salesRoute}?limit=2&after=order-2`;
const buyerRoute = 'GET /api/users/buyer-1/public';
const header =
  'soldAt,title,eventName,startsAt,timeZone,venue,city,section,row,seat,price,buyer,orderId,ticketId';

const page = (...sales: Partial<SaleBody>[]) => ({ status: 200, body: sales.map(aSale) });
const linked = {
  ...page({ orderId: 'order-1' }, { orderId: 'order-2' }),
  headers: { link: '</api/tickets/sales?limit=2&after=order-2>; rel="next"' },
};
const name = { status: 200, body: { name: 'Ann', since: '2026-03-01' } };

/** The lines, without the mark at the beginning. */
const linesOf = async (answer: Response): Promise<string[]> => {
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  return bytes.subarray(3).toString().split('\r\n');
};

describe('the CSV file of sales', () => {
  it('has a line for each sale, with the buyer’s public name', async () => {
    fakeApi({ [salesRoute]: page({ row: '4', seat: '12' }), [buyerRoute]: name });

    const answer = await GET();

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="sales.csv"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await linesOf(answer)).toEqual([
      header,
      '2026-03-01T10:00:00.000Z,Jazz at the Harbour,,,,,,,4,12,19.99,Ann,order-1,ticket-1',
      '',
    ]);
  });

  it('has all pages', async () => {
    fakeApi({
      [salesRoute]: linked,
      [nextRoute]: page({ orderId: 'order-3' }),
      [buyerRoute]: name,
    });

    const lines = await linesOf(await GET());

    expect(lines.slice(1, -1).map((line) => line.split(',').at(-2))).toEqual([
      'order-1',
      'order-2',
      'order-3',
    ]);
  });

  it('never ends like a whole file if a page cannot be read', async () => {
    fakeApi({ [salesRoute]: linked, [nextRoute]: refusal(503, { message: 'away' }) });

    const answer = await GET();

    await expect(answer.text()).rejects.toThrow('away');
  });

  it('has no name if none can be read', async () => {
    fakeApi({ [salesRoute]: page({}), [buyerRoute]: 'lost' });

    const [, line = ''] = await linesOf(await GET());

    expect(line).toContain(',19.99,,order-1,');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1+1'])(
    'has no cell that a spreadsheet would compute, as of %j',
    async (title) => {
      fakeApi({ [salesRoute]: page({ title }), [buyerRoute]: name });

      const [, line = ''] = await linesOf(await GET());

      const [, cell = ''] = line.split(',');
      expect(cell.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('quotes commas, quotes and line breaks', async () => {
    fakeApi({ [salesRoute]: page({ title: 'Row 4, "front" row' }), [buyerRoute]: name });

    const [, line = ''] = await linesOf(await GET());

    expect(line).toContain(',"Row 4, ""front"" row",');
  });

  it('asks a visitor to sign in', async () => {
    fakeApi({ [salesRoute]: refusal(401, { message: 'Not authorized' }) });

    const answer = await GET();

    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/auth/signin?next=%2Ftickets%2Fsales');
  });

  it('says that the sales cannot be read now', async () => {
    fakeApi({ [salesRoute]: 'lost' });

    const answer = await GET();

    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe(
      'Your sales cannot be read now. Please try again in a moment.',
    );
  });
});
