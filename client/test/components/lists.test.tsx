import { OrderStatus } from '@ticketing-dev/common/contracts';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { OrderList } from '@/components/order-list';
import { OwnTicketList } from '@/components/own-ticket-list';
import { TicketHeading } from '@/components/ticket-heading';
import { TicketList } from '@/components/ticket-list';
import { IsReturning } from '@/hooks/use-is-returning';

import { anOrder, aTicket } from '../support/builders';
import { fakeApi } from '../support/fake-api';
import { inShop, show } from '../support/render';

const nextRoute = 'GET /api/tickets/mine?after=1';
const first = { items: [aTicket()], nextQuery: '?after=1' };
const more = () => userEvent.click(screen.getByRole('button', { name: 'More tickets' }));

describe('my tickets', () => {
  it('are continued page by page, without showing one twice', async () => {
    fakeApi({
      [nextRoute]: { status: 200, body: [aTicket(), aTicket({ id: 'ticket-2', title: 'Hamlet' })] },
    });
    await show(<OwnTicketList first={first} />);

    await more();

    expect(screen.getAllByRole('link')).toHaveLength(2);
    expect(screen.getByRole('link', { name: /Hamlet/ })).toHaveAttribute(
      'href',
      '/tickets/ticket-2',
    );
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('stay if the network is lost, and can be requested again', async () => {
    fakeApi({ [nextRoute]: 'lost' });
    await show(<OwnTicketList first={first} />);

    await more();

    expect(screen.getByRole('alert')).toHaveTextContent('Check your connection');
    expect(screen.getByRole('link', { name: /Jazz/ })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'More tickets' })).toBeEnabled();
  });
});

describe('the tickets on sale', () => {
  it('grow by a link, and the focus goes to the first new one', async () => {
    const { rerender } = await show(<TicketList tickets={[aTicket()]} more="/?shown=2" />);
    const link = screen.getByRole('link', { name: 'More tickets' });
    expect(link).toHaveAttribute('href', '/?shown=2');

    await userEvent.click(link);
    const tickets = [aTicket(), aTicket({ id: 'ticket-2', title: 'Hamlet' })];
    rerender(inShop(<TicketList tickets={tickets} more={null} />));

    expect(screen.getByRole('link', { name: 'Hamlet' })).toHaveFocus();
    expect(screen.queryByRole('link', { name: 'More tickets' })).not.toBeInTheDocument();
  });
});

describe('my orders', () => {
  it('begin with those that are still to pay', async () => {
    const items = [
      anOrder({ id: 'order-3', status: OrderStatus.Cancelled, cancelReason: 'expired' }),
      anOrder({ id: 'order-2' }),
      anOrder({ id: 'order-1', status: OrderStatus.Complete }),
    ];
    await show(<OrderList first={{ items, nextQuery: null }} />);

    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/orders/order-2', '/orders/order-3', '/orders/order-1']);
    expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual([
      'To pay',
      'Bought and past',
    ]);
  });

  it('show whether a cancelled order was not paid in time', async () => {
    const ended = (id: string, cancelReason: 'buyer' | 'expired') =>
      anOrder({ id, status: OrderStatus.Cancelled, cancelReason });
    const items = [ended('order-2', 'expired'), ended('order-1', 'buyer')];
    await show(<OrderList first={{ items, nextQuery: null }} />);

    const [first, second] = screen.getAllByRole('link');
    expect(first).toHaveTextContent('not paid in time');
    expect(second).not.toHaveTextContent('not paid in time');
  });
});

describe('lists that Back restored', () => {
  it('are inert until they are loaded again', async () => {
    await show(
      <IsReturning value>
        <OrderList first={{ items: [anOrder()], nextQuery: null }} />
      </IsReturning>,
    );

    expect(screen.getByRole('status')).toHaveTextContent('Checking what has changed');
    expect(screen.getByText('Jazz at the Harbour').closest('[inert]')).not.toBeNull();
    expect(screen.queryByText('Awaiting payment')).not.toBeInTheDocument();
  });
});

describe('titles', () => {
  it('are laid out in the direction of their own writing', async () => {
    const title = 'مهرجان الجاز 12!';
    const { ticket } = anOrder();
    await show(
      <>
        <TicketList tickets={[aTicket({ title })]} more={null} />
        <OrderList
          first={{ items: [anOrder({ ticket: { ...ticket, title } })], nextQuery: null }}
        />
        <TicketHeading ticket={{ title }} />
      </>,
    );

    const shown = screen.getAllByText(title);
    const directions = shown.map((element) => element.closest('[dir]')?.getAttribute('dir'));
    expect(directions).toEqual(['auto', 'auto', 'auto']);
  });
});

describe('my orders', () => {
  it.each([
    [OrderStatus.Created, 'Awaiting payment'],
    [OrderStatus.AwaitingPayment, 'Awaiting payment'],
    [OrderStatus.Complete, 'Completed'],
    [OrderStatus.Cancelled, 'Cancelled'],
  ])('show %s as %s, with a link', async (status, text) => {
    await show(<OrderList first={{ items: [anOrder({ status })], nextQuery: null }} />);

    const link = screen.getByRole('link', { name: /Jazz at the Harbour/ });
    expect(link).toHaveTextContent(text);
    expect(link).toHaveAttribute('href', '/orders/order-1');
  });
});
