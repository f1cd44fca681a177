import * as contracts from '@ticketing-dev/common/contracts';
import { act, screen } from '@testing-library/react';

import { LiveTicket } from '@/components/live-ticket';

import { aTicket } from '../support/builders';
import { fakeApi } from '../support/fake-api';
import { FakeEventSource } from '../support/fake-event-source';
import { show } from '../support/render';

jest.mock('@ticketing-dev/common/contracts', (): typeof contracts => {
  const actual = jest.requireActual<typeof contracts>('@ticketing-dev/common/contracts');
  return { ...actual, isNewerTicket: jest.fn(actual.isNewerTicket) };
});
const { isNewerTicket } = jest.requireActual<typeof contracts>('@ticketing-dev/common/contracts');
const guard = jest.mocked(contracts.isNewerTicket);

const free = aTicket();
const at = (more: number) => ({ version: free.version + more });
const held = aTicket({ ...at(1), orderId: 'order-1' });
const sold = aTicket({ ...held, sold: true });
const freeAgain = aTicket(at(2));

beforeEach(() => {
  FakeEventSource.install();
  guard.mockImplementation(isNewerTicket);
});
afterEach(() => {
  FakeEventSource.remove();
});

/** Opens the page of the ticket, and lets its stream begin. */
async function watch() {
  await show(<LiveTicket ticket={free} isSeller={false} ownOrder={null} />);
  const source = FakeEventSource.last();
  expect(source.url).toBe(`/api/tickets/${free.id}/stream`);
  const says = (...tickets: readonly contracts.TicketBody[]) =>
    act(() => {
      for (const ticket of tickets) source.send('changes', [ticket]);
    });
  return { source, says };
}
const buyButton = () => screen.queryByRole('button', { name: /^Buy for/ });

describe('the page of a ticket, while it is open,', () => {
  it('loses its button when somebody orders the ticket, and gets it back', async () => {
    const { says } = await watch();
    expect(buyButton()).toBeInTheDocument();

    says(held);
    expect(buyButton()).not.toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Somebody is buying this ticket now.');

    says(freeAgain);
    expect(buyButton()).toBeInTheDocument();
  });

  it('says that the ticket is sold, although its version is the same', async () => {
    const { says } = await watch();

    says(held, sold, held);

    expect(screen.getByRole('status')).toHaveTextContent('This ticket is sold.');
  });

  it('shows a new price', async () => {
    const { says } = await watch();

    says(aTicket({ ...at(1), price: 30 }));

    expect(screen.getByRole('button', { name: 'Buy for $30.00' })).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('The price is now $30.00.');
  });

  it('ignores a state that is older than what it shows', async () => {
    const { says } = await watch();

    says(freeAgain, held);

    expect(buyButton()).toBeInTheDocument();
  });

  it('would show an older state without the comparison of versions', async () => {
    guard.mockReturnValue(true);
    const { says } = await watch();

    says(freeAgain, held);

    expect(buyButton()).not.toBeInTheDocument();
  });

  it('closes its stream with the page', async () => {
    const view = await show(<LiveTicket ticket={free} isSeller={false} ownOrder={null} />);
    const source = FakeEventSource.last();

    view.unmount();

    expect(source.readyState).toBe(FakeEventSource.CLOSED);
  });

  it('is asked for every 10 s while its stream does not come through, and not while it does', async () => {
    jest.useFakeTimers();
    try {
      const route = `GET /api/tickets/${free.id}`;
      const api = fakeApi({ [route]: { status: 200, body: held } });
      const { source, says } = await watch();

      await act(() => jest.advanceTimersByTimeAsync(10_000));
      expect(buyButton()).not.toBeInTheDocument();
      expect(api.callsTo(route)).toHaveLength(1);

      says(freeAgain);
      await act(() => jest.advanceTimersByTimeAsync(40_000));
      expect(buyButton()).toBeInTheDocument();
      expect(api.callsTo(route)).toHaveLength(1);
      source.close();
    } finally {
      jest.useRealTimers();
    }
  });
});
