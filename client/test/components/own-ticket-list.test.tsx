import { screen } from '@testing-library/react';

import { OwnTicketList } from '@/components/own-ticket-list';

import { aTicket } from '../support/builders';
import { show } from '../support/render';

describe('my tickets', () => {
  it.each([
    ['on sale', {}, 'On sale'],
    ['held', { orderId: 'order-1', heldUntil: '2030-06-01T12:15:00.000Z' }, /Held until /],
    ['off sale', { offSale: 'done' as const }, 'Off sale'],
    ['sold', { orderId: 'order-1', sold: true as const }, 'Sold'],
    [
      'admitted',
      { sold: true as const, admittedAt: '2020-06-01T12:15:00.000Z' },
      /Admitted Jun 1, /,
    ],
    ['reserved, of an order that says no time', { orderId: 'order-1' }, 'Reserved'],
    ['for an event that has started', { startsAt: '2020-01-01T00:00:00.000Z' }, 'Event started'],
  ])('show a ticket that is %s, with a link', async (_what, state, text) => {
    const ticket = aTicket({ section: 'Stalls left', row: '4', seat: '12', ...state });
    await show(<OwnTicketList first={{ items: [ticket], nextQuery: null }} />);

    const link = screen.getByRole('link', { name: /Jazz at the Harbour/ });
    expect(link).toHaveTextContent(text);
    expect(link).toHaveTextContent('Section Stalls left · Row 4 · Seat 12');
    expect(link).toHaveAttribute('href', '/tickets/ticket-1');
  });

  it.each([
    [
      'twice',
      [{ door: 'South gate', at: '2020-06-01T12:16:00.000Z' }],
      /Let in twice: North gate Jun 1.*, then South gate Jun 1/,
    ],
    [
      'three times',
      [
        { door: 'South gate', at: '2020-06-01T12:16:00.000Z' },
        { door: 'East gate', at: '2020-06-01T12:17:00.000Z' },
      ],
      /Let in 3 times: North gate Jun 1.*, then South gate Jun 1.*, East gate Jun 1/,
    ],
  ])('say that a pass was let in %s', async (_how, conflicts, text) => {
    const admittedAt = '2020-06-01T12:15:00.000Z';
    const admittedDoor = 'North gate';
    const ticket = aTicket({ sold: true, admittedAt, admittedDoor, conflicts });
    await show(<OwnTicketList first={{ items: [ticket], nextQuery: null }} />);

    expect(screen.getByRole('link')).toHaveTextContent(text);
  });
});
