import { render } from '@testing-library/react';

import { JsonLd } from '@/components/json-ld';
import { eventJsonLd } from '@/lib/event-json-ld';

import { aTicket } from '../support/builders';

const address = 'https://ticketing.dev';
const event = {
  eventName: 'Jazz',
  startsAt: '2030-06-12T18:00:00.000Z',
  venue: 'Harbour Hall',
  city: 'Hamburg',
};

describe('a ticket for search engines', () => {
  it('is an event with an offer', () => {
    const ticket = aTicket({ id: 'ticket-1', title: 'Jazz, row 4', price: 27.5, ...event });

    expect(eventJsonLd(ticket, address)).toMatchObject({
      '@type': 'Event',
      name: 'Jazz',
      startDate: event.startsAt,
      location: { '@type': 'Place', name: 'Harbour Hall', address: 'Hamburg' },
      offers: {
        '@type': 'Offer',
        name: 'Jazz, row 4',
        price: '27.50',
        priceCurrency: 'USD',
        availability: 'https://schema.org/InStock',
        url: 'https://ticketing.dev/tickets/ticket-1',
      },
    });
  });

  it('is a product without a start, which an event must have', () => {
    expect(eventJsonLd(aTicket(), address)).toMatchObject({ '@type': 'Product' });
  });

  it.each([
    ['reserved', { orderId: 'order-1' }],
    ['off sale', { offSale: 'done' }],
    ['of the past', { ...event, startsAt: '2020-06-12T18:00:00.000Z' }],
  ] as const)('is not offered if it is %s', (_state, fields) => {
    expect(eventJsonLd(aTicket(fields), address)).toMatchObject({
      offers: { availability: 'https://schema.org/SoldOut' },
    });
  });

  it('ends no script, whatever its title is', () => {
    const title = '</script><script>alert(1)</script>';

    const { container } = render(<JsonLd data={eventJsonLd(aTicket({ title }), address)} />);

    const [script, ...others] = container.querySelectorAll('script');
    expect(others).toEqual([]);
    expect(script?.innerHTML).not.toContain('</');
    expect(JSON.parse(script?.textContent ?? '')).toMatchObject({ name: title });
  });
});
