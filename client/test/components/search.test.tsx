import type { EventBody } from '@ticketing-dev/common/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { EventGrid } from '@/components/event-grid';
import { SearchForm } from '@/components/search-form';

import { inShop, show } from '../support/render';

const anEvent = (over: Partial<EventBody> = {}): EventBody => ({
  key: 'jazz',
  eventName: 'Jazz at the Harbour',
  startsAt: '2030-06-12T18:00:00.000Z',
  timeZone: 'Europe/Berlin',
  venue: 'Harbour Hall',
  city: 'Hamburg',
  lowestPrice: 27,
  count: 12,
  ticketId: 'ticket-1',
  ...over,
});

describe('the events', () => {
  it('say what, when, where, from how much, and how many tickets are left', async () => {
    await show(<EventGrid events={[anEvent()]} more={null} />);

    const card = within(screen.getByRole('article'));
    expect(card.getByRole('link', { name: 'Jazz at the Harbour' })).toHaveAttribute(
      'href',
      '/events/jazz',
    );
    expect(card.getByText(/Jun 12, 2030, 20:00/)).toBeInTheDocument();
    expect(card.getByText('Harbour Hall, Hamburg')).toBeInTheDocument();
    expect(card.getByText('$27.00')).toBeInTheDocument();
    expect(card.getByText('12 left')).toBeInTheDocument();
  });

  it('lead to the ticket, if there is one only', async () => {
    await show(<EventGrid events={[anEvent({ count: 1 })]} more={null} />);

    expect(screen.getByRole('link')).toHaveAttribute('href', '/tickets/ticket-1');
  });

  it('grow by a link, and then the first new one has the focus', async () => {
    const first = anEvent();
    const second = anEvent({ key: 'opera', eventName: 'Opera' });
    const more = '/search?q=a&shown=2';
    const { rerender } = await show(<EventGrid events={[first]} more={more} />);
    const link = screen.getByRole('link', { name: 'More events' });
    expect(link).toHaveAttribute('href', more);

    link.addEventListener('click', (event) => event.preventDefault());
    await userEvent.click(link);
    rerender(inShop(<EventGrid events={[first, second]} more={null} />));

    expect(screen.getByRole('link', { name: 'Opera' })).toHaveFocus();
  });
});

describe('the form of a search', () => {
  it('is sent to the address of the results, also without scripts', async () => {
    await show(<SearchForm search={{}} />);

    const form = screen.getByRole('search', { name: 'Tickets' });
    expect(form).toHaveAttribute('action', '/search');
    expect(screen.getByRole('searchbox', { name: /Event/ })).toHaveAttribute('name', 'q');
  });

  it('keeps what was searched, and shows filters that are set', async () => {
    await show(<SearchForm search={{ q: 'jazz', from: '2030-06-12', sort: 'price' }} />);

    expect(screen.getByRole('searchbox')).toHaveValue('jazz');
    expect(screen.getByLabelText('From')).toHaveValue('2030-06-12');
    expect(screen.getByLabelText('From')).toBeVisible();
    expect(screen.getByLabelText('Order')).toHaveValue('price');
  });
});
