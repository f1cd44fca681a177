import { OrderStatus, type PaymentBody } from '@ticketing-dev/common/contracts';
import { screen, within } from '@testing-library/react';

import { CompletedOrder } from '@/components/completed-order';
import { PrintedReceipt } from '@/components/printed-receipt';

import { anOrder, aPass, aPayment } from '../support/builders';
import { fakeApi } from '../support/fake-api';
import { show } from '../support/render';

const paid = aPayment({
  status: 'captured',
  amount: 19.99,
  authorisedAt: '2030-06-01T12:05:00.000Z',
  card: { brand: 'Visa', last4: '4242' },
});
const refunded = { ...paid, refunded: { amount: 19.99, at: '2030-06-03T08:00:00.000Z' } };
const order = anOrder({
  status: OrderStatus.Complete,
  ticket: {
    id: 'ticket-1',
    title: 'Jazz at the Harbour',
    price: 19.99,
    version: 0,
    startsAt: '2030-06-12T18:30:00.000Z',
    timeZone: 'Europe/Berlin',
    venue: 'Harbour Hall',
    row: '4',
  },
});

const rows = () =>
  screen.getAllByRole('term').map((term) => {
    const row = term.parentElement as HTMLElement;
    return [term.textContent, within(row).getByRole('definition').textContent];
  });

describe('a receipt', () => {
  it('says what was paid for, to whom, when, and with which card', async () => {
    await show(<PrintedReceipt order={order} payment={paid} sellerName="Ann" />);

    expect(rows()).toEqual([
      ['Number', 'payment-1'],
      ['Date', 'June 1, 2030'],
      ['Seller', 'Ann'],
      ['Ticket', 'Jazz at the HarbourWed, Jun 12, 2030, 20:30 GMT+2Harbour HallRow 4'],
      ['Amount', '$19.99'],
      ['Card', 'Visa, ending in 4242'],
    ]);
  });

  it('shows what is known of an older payment, by a seller without a name', async () => {
    await show(<PrintedReceipt order={anOrder()} payment={aPayment()} sellerName={null} />);

    expect(rows()).toEqual([
      ['Number', 'payment-1'],
      ['Seller', 'A seller'],
      ['Ticket', 'Jazz at the Harbour'],
      ['Amount', '$19.99'],
    ]);
  });

  it('says that the payment was refunded', async () => {
    await show(<PrintedReceipt order={order} payment={refunded} sellerName={null} />);

    expect(screen.getByText('Refunded $19.99 on June 3, 2030')).toBeInTheDocument();
  });

  it('can be printed', async () => {
    const print = jest.spyOn(window, 'print').mockReturnValue();
    await show(<PrintedReceipt order={order} payment={paid} sellerName={null} />);

    screen.getByRole('button', { name: 'Print' }).click();

    expect(print).toHaveBeenCalledTimes(1);
  });
});

describe('a completed order', () => {
  const showCompleted = (payment: PaymentBody | null) => {
    fakeApi({});
    return show(
      <CompletedOrder
        order={order}
        payment={payment}
        firstPass={aPass()}
        sellerName={null}
        titleRef={{ current: null }}
      />,
    );
  };

  it('has a receipt, and a page to print it', async () => {
    await showCompleted(paid);

    expect(screen.getByRole('region', { name: 'Receipt' })).toHaveTextContent('payment-1');
    expect(screen.getByRole('link', { name: 'Receipt to print' })).toHaveAttribute(
      'href',
      '/orders/order-1/receipt',
    );
    expect(screen.getByText(/You paid \$19.99/)).toBeInTheDocument();
  });

  it('says that it was refunded, and no longer that the ticket is yours', async () => {
    await showCompleted(refunded);

    expect(screen.getByText('This order was refunded')).toBeInTheDocument();
    expect(screen.queryByText(/You paid/)).not.toBeInTheDocument();
  });

  it('is shown without its receipt if the payment cannot be read', async () => {
    await showCompleted(null);

    expect(screen.getByText('The ticket is yours')).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Receipt' })).not.toBeInTheDocument();
  });
});
