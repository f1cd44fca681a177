/** @jest-environment node */
import { browserSend as caller } from '@/lib/api/browser-send';
import { readSales, sumOfSales } from '@/lib/server/sales';

import { aSale } from '../support/builders';
import { fakeApi } from '../support/fake-api';

jest.mock('server-only', () => ({}));

const route = 'GET /api/tickets/sales';
const next = { link: '</api/tickets/sales?limit=100>; rel="next"' };

describe('the sales of a seller', () => {
  it('ask for the name of each buyer once', async () => {
    const buyerRoute = 'GET /api/users/buyer-1/public';
    const api = fakeApi({
      [route]: { status: 200, body: [aSale(), aSale({ orderId: 'order-2' })] },
      [buyerRoute]: { status: 200, body: { name: 'Ann', since: '2026-03-01' } },
    });

    const { sales } = await readSales('', caller);

    expect(sales.map(({ buyer }) => buyer)).toEqual(['Ann', 'Ann']);
    expect(api.callsTo(buyerRoute)).toHaveLength(1);
  });

  it('are added up in cents, over all pages', async () => {
    const first = `${route}?limit=100`;
    let page = 0;
    fakeApi({
      [first]: () => {
        page += 1;
        const body = [aSale({ price: 0.1 }), aSale({ price: 0.2 })];
        return { status: 200, body, ...(page < 3 && { headers: next }) };
      },
    });

    expect(await sumOfSales(caller)).toEqual({ count: 6, dollars: 0.9, isPart: false });
  });

  it('are added up to the newest ten pages', async () => {
    const api = fakeApi({
      [`${route}?limit=100`]: { status: 200, body: [aSale()], headers: next },
    });

    expect(await sumOfSales(caller)).toMatchObject({ count: 10, isPart: true });
    expect(api.callsTo(`${route}?limit=100`)).toHaveLength(10);
  });
});
