import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { ManyTickets } from '@/components/many-tickets';

import { type Call, fakeApi, refusal } from '../support/fake-api';
import * as navigation from '../support/navigation';
import { show } from '../support/render';

const route = 'POST /api/tickets/bulk';
const invalid = (message: string, field: string) => ({ message, field, code: 'INVALID_REQUEST' });

interface Sent {
  readonly title: string;
  readonly price: string;
  readonly seat?: string;
}
const sentIn = ({ body }: Call): readonly Sent[] => (body as { tickets: readonly Sent[] }).tickets;

/** Makes every line except those whose title is in `wrong`. */
const service =
  (wrong: Readonly<Record<string, object>> = {}) =>
  (call: Call) => ({
    status: 200,
    body: {
      results: sentIn(call).map(({ title }, index) => {
        const error = wrong[title];
        return error ? { line: index + 1, errors: [error] } : { line: index + 1, id: 'made' };
      }),
    },
  });

const type = async (values: Readonly<Record<string, string>>) => {
  for (const [label, value] of Object.entries(values)) {
    await userEvent.type(screen.getByLabelText(new RegExp(`^${label}`)), value);
  }
};
const click = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const upload = async (text: string) => {
  const file = new File([text], 'tickets.csv', { type: 'text/csv' });
  // jsdom has no `text()`.
  file.text = () => Promise.resolve(text);
  await userEvent.upload(screen.getByLabelText('CSV file'), file);
};
const csv = (...titles: string[]) => `title,price\n${titles.map((each) => `${each},5`).join('\n')}`;
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => `T${String(index + 1)}`);

afterEach(() => {
  sessionStorage.clear();
});

describe('selling a row of seats', () => {
  it('previews each seat, and puts all on sale', async () => {
    const api = fakeApi({ [route]: service() });
    await show(<ManyTickets />);

    await type({ Title: 'Row 4', 'First seat': '9', 'Last seat': '11', Price: '$20', Row: '4' });
    await click('Preview the row');
    const preview = within(screen.getByRole('list', { name: 'Tickets' }));
    expect(preview.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Row 4, seat 9$20Row 4 · Seat 9',
      'Row 4, seat 10$20Row 4 · Seat 10',
      'Row 4, seat 11$20Row 4 · Seat 11',
    ]);
    expect(screen.getByRole('heading', { name: 'Preview: 3 tickets' })).toBeInTheDocument();
    expect(api.callsTo(route)).toHaveLength(0);
    await click('Put 3 tickets on sale');

    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent('3 tickets of 3 on sale'),
    );
    const [call] = api.callsTo(route);
    expect(call && sentIn(call)).toEqual(
      [9, 10, 11].map((seat) => ({
        title: `Row 4, seat ${String(seat)}`,
        price: '20',
        row: '4',
        seat: String(seat),
      })),
    );
  });

  it('sends the start in the time zone of the event', async () => {
    const api = fakeApi({ [route]: service() });
    await show(<ManyTickets />);
    await userEvent.clear(screen.getByLabelText('Time zone'));

    await type({
      Title: 'x',
      'First seat': '1',
      'Last seat': '1',
      Price: '5',
      Start: '2030-06-12T20:00',
      'Time zone': 'Europe/Berlin',
    });
    await click('Preview the row');
    await click('Put 1 ticket on sale');

    const [call] = api.callsTo(route);
    expect(call && sentIn(call)[0]).toMatchObject({
      startsAt: '2030-06-12T18:00:00.000Z',
      timeZone: 'Europe/Berlin',
    });
  });

  it('says why there are no such seats', async () => {
    await show(<ManyTickets />);

    await type({ Title: 'Row 4', 'First seat': '9', 'Last seat': '1', Price: '20' });
    await click('Preview the row');

    const last = screen.getByLabelText(/^Last seat/);
    expect(last).toHaveAccessibleDescription('The last seat must not be before the first one.');
    expect(last).toHaveFocus();
    expect(screen.queryByRole('list', { name: 'Tickets' })).not.toBeInTheDocument();
  });
});

describe('selling the tickets of a file', () => {
  it('sends parts of 50, each under its own key', async () => {
    const api = fakeApi({ [route]: service() });
    await show(<ManyTickets />);

    await upload(csv(...rows(120)));
    await click('Put 120 tickets on sale');

    const calls = api.callsTo(route);
    expect(calls.map((call) => sentIn(call).length)).toEqual([50, 50, 20]);
    expect(new Set(calls.map(({ header }) => header('idempotency-key'))).size).toBe(3);
    expect(screen.getByRole('status')).toHaveTextContent('120 tickets of 120 on sale');
  });

  it('leaves a start without a time zone to the service, which refuses it', async () => {
    const api = fakeApi({ [route]: service() });
    await show(<ManyTickets />);

    await upload('title,price,startsAt\nJazz,5,2030-06-12 20:00');
    await click('Put 1 ticket on sale');

    const [call] = api.callsTo(route);
    expect(call && sentIn(call)[0]).toEqual({
      title: 'Jazz',
      price: '5',
      startsAt: '2030-06-12T20:00',
    });
  });

  it('says what is wrong with the file', async () => {
    await show(<ManyTickets />);

    await upload('name,price\nJazz,5');

    expect(screen.getByText('There is no field “name”.')).toBeInTheDocument();
  });

  it('reports line by line, and sends a corrected line without the others', async () => {
    const api = fakeApi({
      [route]: service({
        T2: invalid('Price must be at least 0.50', 'price'),
        T4: { message: 'You have put this seat on sale already', code: 'SEAT_ON_SALE' },
      }),
    });
    await show(<ManyTickets />);
    await upload(csv(...rows(4)));
    await click('Put 4 tickets on sale');
    expect(screen.getByRole('status')).toHaveTextContent('2 tickets of 4 on sale');

    const second = within(screen.getByRole('group', { name: '2. T2' }));
    const fourth = within(screen.getByRole('group', { name: '4. T4' }));
    expect(fourth.getByText('You have put this seat on sale already')).toBeInTheDocument();
    await userEvent.click(fourth.getByRole('button', { name: 'Leave out' }));
    const price = second.getByLabelText('Price');
    expect(price).toHaveAccessibleDescription('Price must be at least 0.50');
    await userEvent.clear(price);
    await userEvent.type(price, '7');
    api.on(route, service());
    await click('Send 1 corrected ticket');

    const [first, again, ...more] = api.callsTo(route);
    expect(again && sentIn(again)).toEqual([{ title: 'T2', price: '7' }]);
    expect(more).toEqual([]);
    expect(again?.header('idempotency-key')).not.toBe(first?.header('idempotency-key'));
    expect(screen.getByRole('status')).toHaveTextContent('3 tickets of 3 on sale');
  });

  it('sends a part whose answer was lost again, under its key', async () => {
    let isLost = true;
    const api = fakeApi({
      [route]: (call) => (isLost && sentIn(call).length === 10 ? 'lost' : service()(call)),
    });
    await show(<ManyTickets />);
    await upload(csv(...rows(60)));
    await click('Put 60 tickets on sale');

    expect(screen.getByRole('status')).toHaveTextContent('50 tickets of 60 on sale');
    expect(screen.getByRole('alert')).toHaveTextContent('We cannot reach Ticketing');
    isLost = false;
    await click('Continue with 10 tickets');

    const [, lost, again] = api.callsTo(route);
    expect(again?.header('idempotency-key')).toBe(lost?.header('idempotency-key'));
    expect(again?.body).toEqual(lost?.body);
    expect(screen.getByRole('status')).toHaveTextContent('60 tickets of 60 on sale');
  });

  it('continues after a reload, under the same key', async () => {
    const api = fakeApi({ [route]: refusal(503, { message: 'away' }) });
    const { unmount } = await show(<ManyTickets />);
    await upload(csv(...rows(3)));
    await click('Put 3 tickets on sale');
    unmount();
    api.on(route, service());

    await show(<ManyTickets />);
    await click('Continue with 3 tickets');

    const [before, after] = api.callsTo(route);
    expect(after?.header('idempotency-key')).toBe(before?.header('idempotency-key'));
    expect(screen.getByRole('status')).toHaveTextContent('3 tickets of 3 on sale');
  });

  it('asks to sign in, and continues after that', async () => {
    fakeApi({ [route]: refusal(401, { message: 'Not authorized' }) });
    const { unmount } = await show(<ManyTickets />);
    await upload(csv(...rows(3)));
    await click('Put 3 tickets on sale');
    expect(navigation.wentTo()).toBe('/auth/signin?next=%2Ftickets%2Fnew%2Fmany');
    unmount();

    await show(<ManyTickets />);

    expect(screen.getByRole('button', { name: 'Continue with 3 tickets' })).toBeInTheDocument();
  });

  it('waits as long as the limit of new tickets asks for', async () => {
    const limit = refusal(429, { message: 'Too many new tickets, please try again later' });
    fakeApi({ [route]: { ...limit, headers: { 'retry-after': '120' } } });
    await show(<ManyTickets />);
    await upload(csv('T1'));
    await click('Put 1 ticket on sale');

    expect(screen.getByRole('alert')).toHaveTextContent('Please try again in 2 minutes.');
  });

  it('begins again with an empty form', async () => {
    fakeApi({ [route]: service() });
    await show(<ManyTickets />);
    await upload(csv('T1'));
    await click('Put 1 ticket on sale');

    await click('Sell more');

    expect(screen.getByRole('heading', { name: 'A row of seats' })).toBeInTheDocument();
    expect(screen.queryByRole('list', { name: 'Tickets' })).not.toBeInTheDocument();
  });
});
