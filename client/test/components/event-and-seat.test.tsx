import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NewTicket } from '@/components/new-ticket';
import { TicketDetails } from '@/components/ticket-details';
import { TicketList } from '@/components/ticket-list';

import { aTicket } from '../support/builders';
import { fakeApi, refusal } from '../support/fake-api';
import { show } from '../support/render';

const sellRoute = 'POST /api/tickets';
const editRoute = 'PUT /api/tickets/ticket-1';
const details = {
  eventName: 'Harbour Jazz Nights',
  startsAt: '2099-06-12T18:00:00.000Z',
  timeZone: 'Europe/Berlin',
  venue: 'Harbour Hall',
  city: 'Hamburg',
  row: '4',
  seat: '12',
  faceValue: 25,
};

describe('the event and the seat of a ticket', () => {
  it('are shown on its page and on its card, in the time zone of the event', async () => {
    const ticket = aTicket(details);
    await show(<TicketDetails ticket={ticket} isSeller={false} ownOrder={null} />);
    await show(<TicketList tickets={[ticket]} more={null} />);

    expect(screen.getAllByText('Harbour Jazz Nights')).toHaveLength(2);
    expect(screen.getAllByText('Row 4 · Seat 12')).toHaveLength(2);
    expect(screen.getByText('Face value $25.00')).toBeInTheDocument();
    expect(screen.getAllByText('Harbour Hall, Hamburg')).toHaveLength(2);
    expect(screen.getAllByText(/Jun 12, 2099.*20:00 GMT\+2/)).toHaveLength(2);
  });

  it('are sent when the seller gives them', async () => {
    const api = fakeApi({ [sellRoute]: { status: 201, body: aTicket() } });
    await show(<NewTicket />);
    await userEvent.type(screen.getByLabelText('Title'), 'Jazz');
    await userEvent.type(screen.getByLabelText('Price'), '20');
    await userEvent.click(screen.getByText('Event and seat (optional)'));
    await userEvent.type(screen.getByLabelText('Start'), '2099-06-12T20:00');
    const zone = screen.getByLabelText('Time zone');
    await userEvent.clear(zone);
    await userEvent.type(zone, 'Europe/Berlin');
    await userEvent.type(screen.getByLabelText('Row'), '4');

    await userEvent.click(screen.getByRole('button', { name: 'Put on sale' }));

    const { startsAt, timeZone } = details;
    expect(api.callsTo(sellRoute)[0]?.body).toEqual({
      title: 'Jazz',
      price: '20',
      startsAt,
      timeZone,
      row: '4',
    });
  });

  it('are changed and removed one by one, and the others are not sent', async () => {
    const api = fakeApi({ [editRoute]: { status: 200, body: aTicket() } });
    await show(<TicketDetails ticket={aTicket(details)} isSeller ownOrder={null} />);
    expect(screen.getByLabelText('Start')).toHaveValue('2099-06-12T20:00');
    await userEvent.clear(screen.getByLabelText('Row'));
    await userEvent.clear(screen.getByLabelText('Seat'));
    await userEvent.type(screen.getByLabelText('Seat'), '13');

    await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));

    expect(api.callsTo(editRoute)[0]?.body).toEqual({
      title: 'Jazz at the Harbour',
      price: '19.99',
      row: null,
      seat: '13',
    });
  });

  it('open their part of the form to show an error at its field', async () => {
    const message = 'City must be text of at most 100 characters';
    fakeApi({ [sellRoute]: refusal(400, { message, field: 'city' }) });
    await show(<NewTicket />);

    await userEvent.click(screen.getByRole('button', { name: 'Put on sale' }));

    const city = screen.getByLabelText('City');
    expect(city).toHaveAccessibleDescription(message);
    expect(city.closest('details')).toHaveAttribute('open');
  });
});

describe('a ticket of an event that has started', () => {
  const started = aTicket({ startsAt: '2020-06-12T18:00:00.000Z', timeZone: 'Europe/Berlin' });

  it('cannot be bought', async () => {
    await show(<TicketDetails ticket={started} isSeller={false} ownOrder={null} />);

    expect(screen.getByText('Event started')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('can be corrected by its seller', async () => {
    await show(<TicketDetails ticket={started} isSeller ownOrder={null} />);

    expect(screen.getByText(/Correct the start/)).toBeInTheDocument();
    expect(screen.getByLabelText('Start')).toHaveValue('2020-06-12T20:00');
  });

  it('comes after the others in the list', async () => {
    const items = [started, aTicket({ id: 'ticket-2', title: 'Hamlet' })];
    await show(<TicketList tickets={items} more={null} />);

    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent('Hamlet');
    expect(second).toHaveTextContent('Event started');
  });
});
