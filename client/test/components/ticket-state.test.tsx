import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { TicketDetails } from '@/components/ticket-details';

import { anOrder, aTicket } from '../support/builders';
import { fakeApi, refusal } from '../support/fake-api';
import * as navigation from '../support/navigation';
import { show } from '../support/render';

const heldUntil = new Date(new Date().setHours(12, 31, 0, 0)).toISOString();
const held = aTicket({ orderId: 'order-1', heldUntil });
const sold = aTicket({ orderId: 'order-1', sold: true, soldAt: heldUntil });
const reserved = aTicket({ orderId: 'order-1' });

describe('the page of a ticket', () => {
  it.each([
    ['held', held, 'Held until 12:31', /If they do not pay in time/],
    ['sold', sold, 'Sold', 'This ticket is sold.'],
    [
      'reserved, by an older build',
      reserved,
      'Reserved',
      'Somebody else has reserved this ticket.',
    ],
  ])('says to a visitor that it is %s', async (_what, ticket, badge, words) => {
    await show(<TicketDetails ticket={ticket} isSeller={false} ownOrder={null} />);

    expect(screen.getByText(badge)).toBeInTheDocument();
    expect(screen.getByText(words)).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it.each([
    ['held', held, /It cannot be edited now. If they do not pay in time/],
    ['sold', sold, 'Your ticket is sold, for $19.99.'],
    ['reserved, by an older build', reserved, /or has bought it/],
  ])('says to the seller that it is %s', async (_what, ticket, words) => {
    await show(<TicketDetails ticket={ticket} isSeller ownOrder={null} />);

    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it.each([
    ['held', held, 'This ticket is reserved for you.'],
    ['sold', sold, 'You bought this ticket.'],
  ])('says to the buyer that it is %s', async (_what, ticket, words) => {
    await show(<TicketDetails ticket={ticket} isSeller={false} ownOrder={anOrder()} />);

    expect(screen.getByText(words)).toBeInTheDocument();
  });
});

describe('a seller’s ticket', () => {
  const route = 'DELETE /api/tickets/ticket-1';
  const takeOff = async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Take off sale' }));
    await userEvent.click(screen.getByRole('button', { name: 'Yes, take it off sale' }));
  };

  it('is taken off sale after a question', async () => {
    const api = fakeApi({ [route]: { status: 200, body: aTicket({ offSale: 'requested' }) } });
    await show(<TicketDetails ticket={aTicket()} isSeller ownOrder={null} />);
    await userEvent.click(screen.getByRole('button', { name: 'Take off sale' }));
    await userEvent.click(screen.getByRole('button', { name: 'Keep it on sale' }));
    expect(api.callsTo(route)).toHaveLength(0);

    await takeOff();

    expect(api.callsTo(route)).toHaveLength(1);
    expect(navigation.router.refresh).toHaveBeenCalled();
  });

  it('shows that somebody has bought it first', async () => {
    fakeApi({ [route]: refusal(400, { message: 'Cannot take a sold ticket off sale' }) });
    await show(<TicketDetails ticket={held} isSeller ownOrder={null} />);

    await takeOff();

    expect(screen.getByRole('alert')).toHaveTextContent('Cannot take a sold ticket off sale');
  });

  it.each([
    ['asked for', aTicket({ offSale: 'requested' }), 'Off sale', /is being taken off sale/],
    ['done', aTicket({ offSale: 'done' }), 'Off sale', /You have taken this ticket off sale/],
    [
      'asked for while it is held',
      aTicket({ orderId: 'order-1', heldUntil, offSale: 'requested' }),
      'Held until 12:31',
      /it goes off sale, as you asked/,
    ],
  ])('says that taking it off sale is %s', async (_what, ticket, badge, words) => {
    await show(<TicketDetails ticket={ticket} isSeller ownOrder={null} />);

    expect(screen.getByText(badge)).toBeInTheDocument();
    expect(screen.getByText(words)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Take off sale' })).not.toBeInTheDocument();
    expect(screen.queryByLabelText('Title')).not.toBeInTheDocument();
  });

  it('can no longer be bought when it is off sale', async () => {
    const ticket = aTicket({ offSale: 'done' });
    await show(<TicketDetails ticket={ticket} isSeller={false} ownOrder={null} />);

    expect(screen.getByText('This ticket is no longer on sale.')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
