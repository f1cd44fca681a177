import { screen } from '@testing-library/react';

import { TicketDetails } from '@/components/ticket-details';

import { aTicket } from '../support/builders';
import { show } from '../support/render';

const facts = { name: 'Ann', since: '2026-03-07', sold: 12 };
const unknown = { name: null, since: null, sold: null };

describe('the seller of a ticket', () => {
  it.each([
    ['with a name', facts, 'Sold by Ann · since March 2026 · 12 tickets sold'],
    ['without a name', { ...facts, name: null }, /^A seller · since March 2026/],
    ['with one sale', { ...facts, sold: 1 }, /· 1 ticket sold$/],
    ['with no sale', { ...facts, sold: 0 }, /· nothing sold yet$/],
    ['with many sales', { ...facts, sold: 100 }, /· 100 or more tickets sold$/],
    ['of whom nothing can be read', unknown, 'A seller'],
  ])('is shown beside Buy: %s', async (_what, seller, text) => {
    await show(
      <TicketDetails ticket={aTicket()} isSeller={false} ownOrder={null} seller={seller} />,
    );

    expect(screen.getByText(/^(Sold by|A seller)/)).toHaveTextContent(text);
    expect(screen.getByRole('button', { name: /^Buy/ })).toBeInTheDocument();
  });
});
