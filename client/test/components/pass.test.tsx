import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { Pass } from '@/components/pass';
import { dropPage, keepPage } from '@/lib/kept-pages';

import { aPass, aUser } from '../support/builders';
import { fakeApi, type Handler, refusal } from '../support/fake-api';
import * as navigation from '../support/navigation';
import { show } from '../support/render';

jest.mock('@/lib/kept-pages');

const route = 'GET /api/tickets/passes/order-1';
const notFound = refusal(404, { message: 'Not Found' });

beforeEach(() => {
  jest.useFakeTimers();
  jest.mocked(keepPage).mockReset().mockResolvedValue(false);
  jest.mocked(dropPage).mockReset().mockResolvedValue();
});
afterEach(() => jest.useRealTimers());

const pass = (milliseconds: number) => act(() => jest.advanceTimersByTimeAsync(milliseconds));

async function showPass(answer: Handler, first = null as ReturnType<typeof aPass> | null) {
  const api = fakeApi({ [route]: answer });
  await show(<Pass orderId="order-1" buyerId="user-1" first={first} />);
  await pass(0);
  return api;
}

const withoutCode = (over: Partial<ReturnType<typeof aPass>>) => {
  const { code: _code, typedCode: _typedCode, ...rest } = aPass();
  return { ...rest, ...over };
};

describe('a pass', () => {
  it('says that it is a copy when the device has no connection', async () => {
    const online = jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    await showPass('lost', aPass());

    screen.getByText(/There is no connection\. You see the pass as/);
    online.mockRestore();
  });

  it('shows its code as a QR code and as text, its seat, and its files', async () => {
    const ticket = {
      title: 'Jazz',
      startsAt: '2030-06-12T18:30:00.000Z',
      section: 'Stalls',
      row: '4',
      seat: '12',
    };
    await showPass('lost', aPass({ ticket }));

    expect(screen.getByText('Show this at the door')).toBeInTheDocument();
    expect(screen.getByRole('img', { name: 'QR code of your pass' })).toBeInTheDocument();
    expect(screen.getByText('7K2M-9QXA-04TZ')).toBeInTheDocument();
    expect(screen.getByText('Section Stalls · Row 4 · Seat 12')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Download as PDF' })).toHaveAttribute(
      'href',
      '/orders/order-1/ticket.pdf',
    );
    expect(screen.getByRole('link', { name: 'Add to calendar' })).toHaveAttribute(
      'href',
      '/orders/order-1/event.ics',
    );
  });

  it('has no calendar file for an event without a start', async () => {
    await showPass('lost', aPass());

    expect(screen.queryByRole('link', { name: 'Add to calendar' })).not.toBeInTheDocument();
  });

  it('says when and where it was used, in the time zone of the event', async () => {
    await showPass(
      'lost',
      withoutCode({
        state: 'admitted',
        admittedAt: '2030-06-12T17:42:00.000Z',
        door: 'North gate',
        ticket: { title: 'Jazz', timeZone: 'Europe/Berlin' },
      }),
    );

    expect(screen.getByText('This pass was used')).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Your pass' })).toHaveTextContent(
      'It was used on Wed, Jun 12, 2030, 19:42 GMT+2 at North gate.',
    );
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });

  it('says that it is not valid after a refund', async () => {
    await showPass('lost', withoutCode({ state: 'revoked' }));

    expect(screen.getByText('This pass is not valid')).toBeInTheDocument();
  });

  it('shows that it was used while the page is open', async () => {
    const api = await showPass('lost', aPass());
    api.on(route, { status: 200, body: withoutCode({ state: 'admitted' }) });

    await pass(20_000);

    expect(screen.getByText('This pass was used')).toBeInTheDocument();
  });

  it('stays if it cannot be checked again', async () => {
    await showPass('lost', aPass());

    await pass(20_000);

    expect(screen.getByText('7K2M-9QXA-04TZ')).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent(/We cannot check the pass now/);
  });
});

describe('a pass that is not issued yet', () => {
  it('appears by itself', async () => {
    const api = await showPass(notFound);
    expect(screen.getByRole('status')).toHaveTextContent('We are making your pass.');

    api.on(route, { status: 200, body: aPass() });
    await pass(1_000);

    expect(screen.getByText('7K2M-9QXA-04TZ')).toBeInTheDocument();
  });

  it('is waited for half a minute, and then on request', async () => {
    const api = await showPass(notFound);
    for (let second = 0; second < 40; second += 1) await pass(1_000);
    expect(api.callsTo(route)).toHaveLength(30);
    expect(screen.getByRole('status')).toHaveTextContent('Your pass is not ready yet.');

    api.on(route, { status: 200, body: aPass() });
    const again = screen.getByRole('button', { name: 'Try again' });
    act(() => again.click());
    await pass(0);

    expect(screen.getByText('7K2M-9QXA-04TZ')).toBeInTheDocument();
  });
});

describe('a pass that cannot be loaded', () => {
  it('is loaded again on request', async () => {
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const api = await showPass(refusal(503, { message: 'Unavailable' }));
    expect(screen.getByRole('status')).toHaveTextContent('We cannot load your pass now.');

    api.on(route, { status: 200, body: aPass() });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await pass(0);

    expect(screen.getByText('7K2M-9QXA-04TZ')).toBeInTheDocument();
  });

  it('asks to sign in when the session has ended', async () => {
    const api = fakeApi({
      [route]: refusal(401, { message: 'Not authorized' }),
      'GET /api/users/currentuser': { status: 200, body: { currentUser: null } },
    });
    await show(<Pass orderId="order-1" buyerId="user-1" first={null} />);
    await pass(0);

    expect(api.callsTo(route)).toHaveLength(1);
    expect(navigation.wentTo()).toBe('/auth/signin?next=%2Forders%2Forder-1');
  });

  it('belongs to the user who has signed in', async () => {
    fakeApi({
      [route]: refusal(401, { message: 'Not authorized' }),
      'GET /api/users/currentuser': { status: 200, body: { currentUser: aUser() } },
    });
    await show(<Pass orderId="order-1" buyerId="user-1" first={null} />);
    await pass(0);

    expect(navigation.router.refresh).toHaveBeenCalled();
  });
});

describe('a pass on the device', () => {
  it('says so when it is kept there', async () => {
    jest.mocked(keepPage).mockResolvedValue(true);

    await showPass('lost', aPass());

    expect(screen.getByText(/^Saved on this device/)).toBeInTheDocument();
    expect(keepPage).toHaveBeenCalledWith({
      shelf: 'orders-user-1',
      path: '/orders/order-1',
      proof: '7K2M-9QXA-04TZ',
    });
  });

  it('says nothing if it is not kept', async () => {
    await showPass('lost', aPass());

    expect(screen.queryByText(/^Saved on this device/)).not.toBeInTheDocument();
  });

  it('stays there if it cannot be loaded', async () => {
    await showPass(refusal(503, { message: 'Unavailable' }));

    expect(dropPage).not.toHaveBeenCalled();
  });

  it('is discarded when it was used', async () => {
    jest.mocked(keepPage).mockResolvedValue(true);
    const api = await showPass('lost', aPass());
    api.on(route, { status: 200, body: withoutCode({ state: 'admitted' }) });

    await pass(20_000);

    expect(dropPage).toHaveBeenCalledWith('orders-user-1', '/orders/order-1');
    expect(screen.queryByText(/^Saved on this device/)).not.toBeInTheDocument();
  });
});
