import { OrderStatus } from '@ticketing-dev/common/contracts';
import { fireEvent, screen } from '@testing-library/react';

import { OrderHistory } from '@/components/order-history';

import { anOrder, aPayment } from '../support/builders';
import { fakeApi, refusal } from '../support/fake-api';
import { show } from '../support/render';

const route = 'GET /api/orders/order-1/timeline';
const order = anOrder({ status: OrderStatus.Complete, version: 1 });
const at = '2026-01-31T09:00:00.000Z';
const ordered = { what: 'ordered', at, heldUntil: '2026-01-31T09:15:00.000Z' };

const open = () => {
  const details = screen.getByRole<HTMLDetailsElement>('group');
  details.open = true;
  // jsdom does not tell.
  fireEvent(details, new Event('toggle'));
};

describe('what happened to an order', () => {
  it('is loaded when it is opened, and includes the refund', async () => {
    fakeApi({
      [route]: {
        status: 200,
        body: { steps: [ordered, { what: 'completed', at: '2026-01-31T09:01:00.000Z' }] },
      },
    });
    const refunded = { amount: 19.99, at: '2026-02-01T09:00:00.000Z' };
    await show(<OrderHistory order={order} payment={aPayment({ refunded })} />);
    expect(screen.queryByRole('listitem')).toBeNull();

    open();

    expect(await screen.findByText(/^You ordered the ticket, held until/)).toBeVisible();
    expect(screen.getByText('You paid, and the order was completed.')).toBeVisible();
    expect(screen.getByText('We refunded $19.99.')).toBeVisible();
  });

  it('says who cancelled the order', async () => {
    fakeApi({
      [route]: {
        status: 200,
        body: {
          steps: [
            ordered,
            { what: 'cancelled', at: '2026-01-31T09:16:00.000Z', reason: 'expired' },
          ],
        },
      },
    });
    await show(<OrderHistory order={order} payment={null} />);

    open();

    expect(await screen.findByText(/The time to pay ran out/)).toBeVisible();
  });

  it('says that it cannot be loaded', async () => {
    fakeApi({ [route]: refusal(503, { message: 'away' }) });
    await show(<OrderHistory order={order} payment={null} />);

    open();

    expect(await screen.findByText(/We cannot load this now/)).toBeVisible();
  });
});
