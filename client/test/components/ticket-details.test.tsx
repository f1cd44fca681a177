import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { TicketDetails } from '@/components/ticket-details';
import { IsReturning } from '@/hooks/use-is-returning';
import { recallSeenPrice } from '@/lib/seen-price';
import { rememberWanted } from '@/lib/wanted-ticket';

import { anOrder, aTicket } from '../support/builders';
import { fakeApi, refusal } from '../support/fake-api';
import * as navigation from '../support/navigation';
import { show } from '../support/render';

const buyRoute = 'POST /api/orders';
const buyButton = () => screen.getByRole('button', { name: 'Buy for $19.99' });

async function showOnSale() {
  await show(<TicketDetails ticket={aTicket()} isSeller={false} ownOrder={null} />);
}

describe('a ticket on sale', () => {
  it('is bought and leads to its order', async () => {
    fakeApi({ [buyRoute]: { status: 201, body: anOrder() } });
    await showOnSale();

    await userEvent.click(buyButton());

    expect(navigation.wentTo()).toBe('/orders/order-1');
  });

  it('sends a visitor to sign in, and back here', async () => {
    fakeApi({ [buyRoute]: refusal(401, { message: 'Not authorized' }) });
    await showOnSale();

    await userEvent.click(buyButton());

    expect(navigation.wentTo()).toBe('/auth/signin?next=%2Ftickets%2Fticket-1');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('is bought without another click after the visitor has signed in', async () => {
    const api = fakeApi({ [buyRoute]: refusal(401, { message: 'Not authorized' }) });
    const { unmount } = await show(
      <TicketDetails ticket={aTicket()} isSeller={false} ownOrder={null} />,
    );
    await userEvent.click(buyButton());
    unmount();
    api.on(buyRoute, { status: 201, body: anOrder() });

    await show(<TicketDetails ticket={aTicket()} isSeller={false} isSignedIn ownOrder={null} />);

    expect(navigation.wentTo()).toBe('/orders/order-1');
    expect(api.callsTo(buyRoute)).toHaveLength(2);
  });

  it.each([
    ['a visitor who did not sign in', false],
    ['a user who never pressed Buy', true],
  ])('is not bought for %s', async (_who, isSignedIn) => {
    const api = fakeApi({ [buyRoute]: { status: 201, body: anOrder() } });
    sessionStorage.clear();
    if (!isSignedIn) rememberWanted('ticket-1', 19.99);

    await show(
      <TicketDetails ticket={aTicket()} isSeller={false} isSignedIn={isSignedIn} ownOrder={null} />,
    );

    expect(api.callsTo(buyRoute)).toHaveLength(0);
  });

  it('remembers the price on the button if the order has another one', async () => {
    const order = anOrder({ ticket: { ...anOrder().ticket, price: 100 } });
    fakeApi({ [buyRoute]: { status: 201, body: order } });
    await showOnSale();

    await userEvent.click(buyButton());

    expect(recallSeenPrice('order-1')).toBe(19.99);
    expect(recallSeenPrice('order-2')).toBeNull();
  });

  it('shows that another buyer was faster, and loads the ticket again', async () => {
    fakeApi({ [buyRoute]: refusal(400, { message: 'Ticket is already reserved' }) });
    await showOnSale();

    await userEvent.click(buyButton());

    expect(screen.getByRole('alert')).toHaveTextContent('Ticket is already reserved');
    expect(navigation.router.refresh).toHaveBeenCalled();
  });

  it('says so in a message that stays when the button is gone', async () => {
    const taken = { message: 'Ticket is already reserved', code: 'TICKET_RESERVED' };
    fakeApi({ [buyRoute]: refusal(400, taken) });
    await showOnSale();

    await userEvent.click(buyButton());

    expect(screen.getByText(/You were a moment too late/)).toBeInTheDocument();
  });

  it('asks for the same purchase again when the answer was lost', async () => {
    const api = fakeApi({ [buyRoute]: 'lost' });
    await showOnSale();
    await userEvent.click(buyButton());
    expect(screen.getByRole('alert')).toHaveTextContent('Check your connection');

    api.on(buyRoute, { status: 201, body: anOrder() });
    await userEvent.click(buyButton());

    const keys = api.callsTo(buyRoute).map((call) => call.header('Idempotency-Key'));
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), keys[0]]);
    expect(navigation.wentTo()).toBe('/orders/order-1');
  });

  it('asks for the same purchase again while the first request is in progress', async () => {
    const running = { message: 'In progress', code: 'IDEMPOTENCY_KEY_IN_USE' };
    const api = fakeApi({ [buyRoute]: refusal(409, running) });
    await showOnSale();
    await userEvent.click(buyButton());

    api.on(buyRoute, { status: 201, body: anOrder() });
    await userEvent.click(buyButton());

    const [first, second] = api.callsTo(buyRoute).map((call) => call.header('Idempotency-Key'));
    expect(second).toBe(first);
  });

  it('takes a new key for a new purchase after a definite answer', async () => {
    const api = fakeApi({ [buyRoute]: refusal(400, { message: 'Ticket is already reserved' }) });
    await showOnSale();

    await userEvent.click(buyButton());
    await userEvent.click(buyButton());

    const keys = api.callsTo(buyRoute).map((call) => call.header('Idempotency-Key'));
    expect(keys).toEqual([expect.any(String), expect.any(String)]);
    expect(new Set(keys).size).toBe(2);
  });

  it('waits for a ticket that orders has not received yet', async () => {
    jest.useFakeTimers();
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const api = fakeApi({ [buyRoute]: refusal(404, { message: 'Not Found' }) });
    await showOnSale();
    await user.click(buyButton());

    api.on(buyRoute, { status: 201, body: anOrder() });
    await act(() => jest.advanceTimersByTimeAsync(1_000));
    jest.useRealTimers();

    // The services would repeat the 404 to the same key.
    const keys = api.callsTo(buyRoute).map((call) => call.header('Idempotency-Key'));
    expect(new Set(keys).size).toBe(2);
    expect(navigation.wentTo()).toBe('/orders/order-1');
  });

  it('does not wait forever for a ticket that does not exist', async () => {
    jest.useFakeTimers();
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const api = fakeApi({ [buyRoute]: refusal(404, { message: 'Not Found' }) });
    await showOnSale();
    await user.click(buyButton());

    await act(() => jest.advanceTimersByTimeAsync(60_000));
    jest.useRealTimers();

    expect(api.callsTo(buyRoute)).toHaveLength(16);
    expect(screen.getByRole('alert')).toHaveTextContent('Not Found');
  });
});

describe('a reserved ticket', () => {
  const reserved = aTicket({ orderId: 'order-1' });

  it('cannot be bought', async () => {
    await show(<TicketDetails ticket={reserved} isSeller={false} ownOrder={null} />);

    expect(screen.getByText('Reserved')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('leads its buyer to the order', async () => {
    await show(<TicketDetails ticket={reserved} isSeller={false} ownOrder={anOrder()} />);

    expect(screen.getByRole('link', { name: 'Go to your order' })).toHaveAttribute(
      'href',
      '/orders/order-1',
    );
  });

  it('shows its seller that the order is their own', async () => {
    await show(<TicketDetails ticket={reserved} isSeller ownOrder={anOrder()} />);

    expect(screen.getByText('You are buying your own ticket.')).toBeInTheDocument();
  });

  it('cannot be edited by its seller', async () => {
    await show(<TicketDetails ticket={reserved} isSeller ownOrder={null} />);

    expect(screen.getByText(/cannot be edited now/)).toBeInTheDocument();
    expect(screen.queryByLabelText('Title')).not.toBeInTheDocument();
  });
});

describe('a ticket that Back restored', () => {
  it('is inert until it is loaded again', async () => {
    await show(
      <IsReturning value>
        <TicketDetails ticket={aTicket()} isSeller={false} ownOrder={null} />
      </IsReturning>,
    );

    expect(screen.getByRole('status')).toHaveTextContent('Checking what has changed');
    expect(buyButton().closest('[inert]')).not.toBeNull();
  });
});

describe('a seller’s own ticket', () => {
  it('is edited where it is shown', async () => {
    const editRoute = 'PUT /api/tickets/ticket-1';
    const api = fakeApi({ [editRoute]: { status: 200, body: aTicket({ price: 25 }) } });
    await show(<TicketDetails ticket={aTicket({ price: 20 })} isSeller ownOrder={null} />);
    const price = screen.getByLabelText('Price');
    expect(price).toHaveValue('20.00');

    await userEvent.clear(price);
    await userEvent.type(price, '25');
    await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));

    expect(api.callsTo(editRoute)[0]?.body).toEqual({ title: 'Jazz at the Harbour', price: '25' });
    expect(navigation.router.refresh).toHaveBeenCalled();
  });

  it('shows an error of the price at its field', async () => {
    fakeApi({
      'PUT /api/tickets/ticket-1': refusal(400, {
        message: 'Price must be greater than 0',
        field: 'price',
      }),
    });
    await show(<TicketDetails ticket={aTicket()} isSeller ownOrder={null} />);

    await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));

    expect(screen.getByLabelText('Price')).toHaveAccessibleDescription(/greater than 0/);
  });
});
