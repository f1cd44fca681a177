import { screen } from '@testing-library/react';

import { TicketDetails } from '@/components/ticket-details';

import { anOrder, aTicket } from '../support/builders';
import { show } from '../support/render';

const heldUntil = new Date(new Date().setHours(12, 31, 0, 0)).toISOString();
const held = aTicket({ orderId: 'order-1', heldUntil });
const sold = aTicket({ orderId: 'order-1', sold: true, soldAt: heldUntil });
const reserved = aTicket({ orderId: 'order-1' });

describe('the page of a ticket', () => {
  it.each([
    ['held', held, 'Held until 12:31', /If they do not pay in time/],
    ['sold', sold, 'Sold', 'This ticket is sold.'],
    ['reserved, by an older build', reserved, 'Reserved', 'Somebody else has reserved this ticket.'],
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
