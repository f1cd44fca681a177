import { type OrderBody, OrderStatus, type PaymentBody } from '@ticketing-dev/common/contracts';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';

import { OrderDetails } from '@/components/order-details';
import { IsReturning } from '@/hooks/use-is-returning';

import { rememberSeenPrice } from '@/lib/seen-price';

import { anOrder, aPayment, aUser, serverNow } from '../support/builders';
import { FakeEventSource } from '../support/fake-event-source';
import { fakeApi, laterAnswer, refusal } from '../support/fake-api';
import * as navigation from '../support/navigation';
import { inShop, show } from '../support/render';

type Props = ComponentProps<typeof OrderDetails>;

const orderRoute = 'GET /api/orders/order-1';
const userRoute = 'GET /api/users/currentuser';
const paymentRoute = 'GET /api/payments/order-1';
const payRoute = 'POST /api/payments';
const minutes = (count: number) => count * 60_000;

let user: ReturnType<typeof userEvent.setup>;

beforeEach(() => {
  // The device's own clock is an hour ahead: nothing on the page may follow it.
  jest.useFakeTimers({ now: serverNow + minutes(60) });
  // The fake clock's `performance` lacks it.
  Object.assign(performance, { getEntriesByType: () => [] });
  user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
});

afterEach(() => {
  jest.useRealTimers();
});

const page = (order: OrderBody, payment: PaymentBody | null, over: Partial<Props> = {}) => (
  <OrderDetails
    first={{ order, readAt: serverNow }}
    firstPayment={payment}
    firstPass={null}
    payBy={{ means: 'test-cards' }}
    email={undefined}
    isOwnTicket={false}
    sellerName={null}
    {...over}
  />
);

async function showOrder(
  order: OrderBody = anOrder(),
  payment: PaymentBody | null = null,
  over: Partial<Props> = {},
) {
  await show(page(order, payment, over));
}

function answering(order: OrderBody, now = serverNow) {
  return { status: 200, body: order, headers: { date: new Date(now).toUTCString() } };
}

async function pass(milliseconds: number) {
  await act(() => jest.advanceTimersByTimeAsync(milliseconds));
}

async function click(element: HTMLElement) {
  await user.click(element);
  await pass(0);
}

const pay = () => click(screen.getByRole('button', { name: 'Pay $19.99' }));
const completed = anOrder({ status: OrderStatus.Complete, version: 1 });
const cancelled = anOrder({ status: OrderStatus.Cancelled, version: 1 });

describe('the heading of an order to pay', () => {
  it.each([
    [900_900, '15 minutes'],
    [898_000, '15 minutes'],
    [119_900, '2 minutes'],
    [59_000, '59 seconds'],
  ])('says how long there is to pay: %d ms, %s', async (leftMs, words) => {
    await showOrder(anOrder({ expiresAt: new Date(serverNow + leftMs).toISOString() }));

    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(`within ${words}`);
  });
});

describe('an order that awaits payment', () => {
  it('counts down by the server’s clock, whose second may be almost over', async () => {
    fakeApi({ [orderRoute]: answering(anOrder()) });
    await showOrder();
    await pass(0);
    expect(screen.getByText('Awaiting payment')).toBeInTheDocument();
    expect(screen.getByRole('timer')).toHaveTextContent('14:59');

    await pass(5_000);

    expect(screen.getByRole('timer')).toHaveTextContent('14:54');
  });

  it('never shows more time than is left, however long the request for the clock took', async () => {
    const { handler, answer } = laterAnswer();
    fakeApi({ [orderRoute]: handler });
    await showOrder();
    await pass(3_000);
    expect(screen.getByRole('timer')).toHaveTextContent('–:––');

    // Written just after it was asked for, it says nothing of the three seconds since.
    await answer(answering(anOrder()));
    await pass(250);

    expect(screen.getByRole('timer')).toHaveTextContent('14:55');
  });

  it('forgets what its clock showed before the device slept', async () => {
    const api = fakeApi({ [orderRoute]: answering(anOrder()) });
    await showOrder();
    await pass(0);

    // Five minutes later by the server, and no later by the device.
    api.on(orderRoute, answering(anOrder(), serverNow + minutes(5)));
    await pass(10_250);

    expect(screen.getByRole('timer')).toHaveTextContent('9:58');
  });

  it('is paid with the test card that was chosen, and followed until it is completed', async () => {
    const api = fakeApi({
      [payRoute]: { status: 201, body: { id: 'payment-1' } },
      [paymentRoute]: { status: 200, body: aPayment() },
      [orderRoute]: answering(anOrder()),
    });
    await showOrder();
    await click(screen.getByRole('radio', { name: /Mastercard/ }));
    await pay();
    expect(api.callsTo(payRoute)[0]?.body).toEqual({ orderId: 'order-1', token: 'tok_mastercard' });
    expect(screen.getByText('Your payment is on its way')).toBeInTheDocument();

    api.on(orderRoute, answering(completed));
    await pass(1_000);

    expect(screen.getByText('Completed')).toBeInTheDocument();
    expect(screen.getByText('The ticket is yours')).toBeInTheDocument();
    expect(document.activeElement).toHaveTextContent(/^The ticket is yours/);
  });

  it('waits for an order that payments has not received yet', async () => {
    const api = fakeApi({
      [payRoute]: refusal(404, { message: 'Not Found' }),
      [orderRoute]: answering(anOrder()),
    });
    await showOrder();
    await pay();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();

    api.on(payRoute, { status: 201, body: { id: 'payment-1' } });
    api.on(paymentRoute, { status: 200, body: aPayment() });
    await pass(1_000);

    const keys = api.callsTo(payRoute).map((call) => call.header('Idempotency-Key'));
    // The services would repeat the 404 to the same key.
    expect(new Set(keys).size).toBe(2);
    expect(screen.getByText('Your payment is on its way')).toBeInTheDocument();
  });

  it('sends one payment for several clicks, and shows that it is in progress', async () => {
    const { handler, answer } = laterAnswer();
    const api = fakeApi({ [payRoute]: handler, [orderRoute]: answering(anOrder()) });
    await showOrder();

    await user.dblClick(screen.getByRole('button', { name: 'Pay $19.99' }));

    expect(api.callsTo(payRoute)).toHaveLength(1);
    expect(screen.getByText(/Asking your bank/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Cancel order' })).not.toBeInTheDocument();
    await answer({ status: 201 });
  });

  it('shows why a card was refused, and can be paid with another', async () => {
    fakeApi({
      [payRoute]: refusal(400, { message: 'Your card was declined.' }),
      [paymentRoute]: { status: 200, body: aPayment({ status: 'failed' }) },
      [orderRoute]: answering(anOrder()),
    });
    await showOrder();

    await pay();

    expect(screen.getByRole('alert')).toHaveTextContent('Your card was declined.');
    expect(screen.getByRole('button', { name: 'Pay $19.99' })).toBeEnabled();
  });

  it('follows a payment if its answer was lost', async () => {
    fakeApi({
      [payRoute]: 'lost',
      [paymentRoute]: { status: 200, body: aPayment({ status: 'pending' }) },
      [orderRoute]: answering(anOrder()),
    });
    await showOrder();

    await pay();

    expect(screen.getByText('Your payment is on its way')).toBeInTheDocument();
  });

  it('does not change if the network is lost, and shows a message', async () => {
    fakeApi({ [orderRoute]: 'lost', [paymentRoute]: 'lost', [payRoute]: 'lost' });
    await showOrder();

    await pay();

    expect(screen.getByText(/What you see may be out of date/)).toBeInTheDocument();
    expect(screen.getByRole('timer')).toBeInTheDocument();
  });

  it('asks to sign in when the session has ended', async () => {
    fakeApi({
      [orderRoute]: refusal(401, { message: 'Not authorized' }),
      [userRoute]: { status: 200, body: { currentUser: null } },
    });
    await showOrder();

    await pass(0);

    expect(navigation.wentTo()).toBe('/auth/signin?next=%2Forders%2Forder-1');
  });

  it('shows that another user has signed in meanwhile, and is loaded again for that user', async () => {
    const api = fakeApi({ [orderRoute]: answering(anOrder()) });
    await showOrder();
    await pass(0);

    const notTheirs = refusal(401, { message: 'Not authorized' });
    api.on(payRoute, notTheirs);
    api.on(orderRoute, notTheirs);
    api.on(paymentRoute, notTheirs);
    api.on(userRoute, { status: 200, body: { currentUser: aUser({ email: 'ben@example.com' }) } });
    await pay();

    expect(screen.getAllByText(/You are signed in as ben@example.com now/)).not.toHaveLength(0);
    expect(navigation.router.refresh).toHaveBeenCalled();
    expect(navigation.wentTo()).toBeUndefined();
  });

  it('shows if its price differs from the one on the button', async () => {
    rememberSeenPrice('order-1', 9.99);
    fakeApi({ [orderRoute]: answering(anOrder()) });

    await showOrder();
    await pass(0);

    expect(screen.getByRole('alert')).toHaveTextContent(/You saw \$9.99.*\$19.99 now/);
  });

  it('says that it is for the buyer’s own ticket', async () => {
    fakeApi({ [orderRoute]: answering(anOrder()) });

    await showOrder(anOrder(), null, { isOwnTicket: true });
    await pass(0);

    expect(screen.getByText('You are buying your own ticket.')).toBeInTheDocument();
  });

  it('cannot be paid if payment is not configured, and shows a message', async () => {
    fakeApi({ [orderRoute]: answering(anOrder()) });

    await showOrder(anOrder(), null, { payBy: { means: 'nothing' } });
    await pass(0);

    expect(screen.getByText('Payment is not set up')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Pay/ })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Cancel order' })).toBeInTheDocument();
  });

  it('is cancelled after a question', async () => {
    const api = fakeApi({
      'DELETE /api/orders/order-1': { status: 204 },
      [orderRoute]: answering(anOrder()),
    });
    await showOrder();
    await pass(0);
    api.on(orderRoute, answering(cancelled));

    await click(screen.getByRole('button', { name: 'Cancel order' }));
    expect(api.callsTo('DELETE /api/orders/order-1')).toHaveLength(0);
    await click(await screen.findByRole('button', { name: 'Yes, cancel it' }));

    expect(screen.getByText('Cancelled')).toBeInTheDocument();
    expect(screen.getByText('You cancelled this order')).toBeInTheDocument();
  });

  it('cannot be paid after its time, and is shown as expired when the server has expired it', async () => {
    const order = anOrder({ expiresAt: new Date(serverNow + 3_000).toISOString() });
    const api = fakeApi({ [orderRoute]: answering(order) });
    await showOrder(order);
    await pass(0);
    expect(screen.getByRole('button', { name: /Pay/ })).toBeInTheDocument();
    await pass(3_000);
    expect(screen.getByText('The hold has ended')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Pay/ })).not.toBeInTheDocument();

    const ended = { ...order, status: OrderStatus.Cancelled, version: 1 };
    api.on(orderRoute, answering(ended, serverNow + 4_000));
    await pass(1_000);

    expect(screen.getByText('This order has expired')).toBeInTheDocument();
  });
});

describe('an order with a payment in progress', () => {
  it('shows that nothing was charged if the hold ended first', async () => {
    const api = fakeApi({
      [paymentRoute]: { status: 200, body: aPayment() },
      [orderRoute]: answering(anOrder()),
    });
    await showOrder(anOrder(), aPayment());
    await pass(0);
    expect(screen.getByText('Your payment is on its way')).toBeInTheDocument();

    api.on(paymentRoute, { status: 200, body: aPayment({ status: 'released' }) });
    api.on(orderRoute, answering(cancelled, serverNow + minutes(16)));
    await pass(1_000);

    expect(screen.getByText('The hold ended first: you were not charged')).toBeInTheDocument();
  });

  it('shows the card again if the payment fails in the end', async () => {
    fakeApi({
      [paymentRoute]: { status: 200, body: aPayment({ status: 'failed' }) },
      [orderRoute]: answering(anOrder()),
    });
    await showOrder(anOrder(), aPayment({ status: 'pending' }));

    await pass(1_000);

    expect(screen.getByRole('button', { name: 'Pay $19.99' })).toBeEnabled();
  });
});

describe('an order that Back restored', () => {
  const returning = (
    isReturning: boolean,
    order: OrderBody,
    payment: PaymentBody | null = null,
  ) => <IsReturning value={isReturning}>{page(order, payment)}</IsReturning>;

  it('shows nothing as current, and no buttons, until it is loaded again', async () => {
    fakeApi({ [orderRoute]: 'lost' });

    await show(returning(true, anOrder()));
    await pass(0);

    expect(screen.getByText('Checking your order…')).toBeInTheDocument();
    expect(screen.queryByText('Awaiting payment')).not.toBeInTheDocument();
    expect(screen.queryByRole('timer')).not.toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it.each([
    ['paid', completed, null, 'The ticket is yours'],
    ['cancelled', cancelled, null, 'You cancelled this order'],
    ['being paid', anOrder(), aPayment(), 'Your payment is on its way'],
  ])('shows that it is %s when it is loaded again', async (_what, order, payment, text) => {
    fakeApi({ [orderRoute]: 'lost' });
    const { rerender } = await show(returning(true, anOrder()));

    act(() => {
      rerender(inShop(returning(false, order, payment)));
    });
    await pass(0);

    expect(screen.getByText(text)).toBeInTheDocument();
  });

  it('requests nothing if it can no longer change', async () => {
    const api = fakeApi({});

    await show(returning(true, completed, aPayment({ status: 'captured' })));

    expect(screen.getByText('The ticket is yours')).toBeInTheDocument();
    expect(api.callsTo(orderRoute)).toHaveLength(0);
  });
});

describe('an order that is open', () => {
  const calls = (api: ReturnType<typeof fakeApi>) => api.callsTo(orderRoute).length;

  it.each([
    ['every ten seconds', anOrder(), null, 10_000],
    ['every second while it is being paid', anOrder(), aPayment(), 1_000],
  ])('is read %s, also when a request fails', async (_when, order, payment, pauseMs) => {
    const api = fakeApi({ [orderRoute]: 'lost', [paymentRoute]: 'lost' });
    await showOrder(order, payment);
    await pass(0);
    expect(calls(api)).toBe(1);
    expect(screen.getByText(/What you see may be out of date/)).toBeInTheDocument();

    api.on(orderRoute, answering(order));
    api.on(paymentRoute, { status: 200, body: payment });
    await pass(pauseMs - 1);
    expect(calls(api)).toBe(1);
    await pass(1);

    expect(calls(api)).toBe(2);
    expect(screen.queryByText(/What you see may be out of date/)).not.toBeInTheDocument();
    await pass(pauseMs);
    expect(calls(api)).toBe(3);
  });

  it.each([
    ['the tab is shown', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['the network is back', () => window.dispatchEvent(new Event('online'))],
  ])('is read immediately when %s', async (_when, happens) => {
    const api = fakeApi({ [orderRoute]: answering(anOrder()) });
    await showOrder();
    await pass(6_000);
    expect(calls(api)).toBe(1);

    act(() => void happens());
    await pass(0);

    expect(calls(api)).toBe(2);
  });

  it('is followed in a hidden tab, so that a form there stays open', async () => {
    const api = fakeApi({ [orderRoute]: answering(anOrder()) });
    await showOrder();
    const hidden = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');

    await pass(10_000);

    hidden.mockRestore();
    expect(calls(api)).toBe(2);
    expect(screen.getByRole('button', { name: /Pay/ })).toBeInTheDocument();
  });

  it('is not replaced by an older version of itself', async () => {
    fakeApi({ [orderRoute]: answering(cancelled) });

    await showOrder(anOrder({ version: 2 }));
    await pass(10_000);

    expect(screen.getByText('Awaiting payment')).toBeInTheDocument();
  });
});

describe('an order in a tab that slept', () => {
  it('is checked before it shows anything as current', async () => {
    const api = fakeApi({ [orderRoute]: answering(anOrder()) });
    await showOrder();
    await pass(0);
    const { handler, answer } = laterAnswer();
    api.on(orderRoute, handler);

    jest.setSystemTime(Date.now() + minutes(5));
    await pass(250);
    expect(screen.getByText('Checking your order…')).toBeInTheDocument();
    await answer(answering(cancelled));

    expect(screen.getByText('You cancelled this order')).toBeInTheDocument();
  });
});

describe('an order that is over', () => {
  it('sends no more requests', async () => {
    const api = fakeApi({ [orderRoute]: answering(completed) });
    await showOrder(completed, aPayment({ status: 'captured' }));

    await pass(minutes(5));
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    act(() => void window.dispatchEvent(new Event('online')));
    await pass(0);

    expect(api.callsTo(orderRoute)).toHaveLength(0);
    expect(screen.getByText('The ticket is yours')).toBeInTheDocument();
  });
});

describe('an order with a live stream', () => {
  beforeEach(() => {
    FakeEventSource.install();
  });
  afterEach(() => {
    FakeEventSource.remove();
  });

  it('is not polled, and is complete as soon as the stream says so', async () => {
    const api = fakeApi({ [orderRoute]: answering(anOrder()) });
    await showOrder();
    const source = FakeEventSource.last();
    act(() => {
      source.send('snapshot', [anOrder()]);
    });
    await pass(0);
    const before = api.callsTo(orderRoute).length;

    await pass(minutes(5));
    expect(api.callsTo(orderRoute)).toHaveLength(before);
    api.on(orderRoute, answering(completed));
    act(() => {
      source.send('changes', [completed]);
    });
    await pass(0);

    expect(screen.getByText('The ticket is yours')).toBeInTheDocument();
  });

  it('is polled when its stream is refused', async () => {
    const api = fakeApi({ [orderRoute]: answering(anOrder()) });
    await showOrder();
    await pass(0);
    const before = api.callsTo(orderRoute).length;
    act(() => {
      FakeEventSource.last().refuse();
    });

    await pass(21_000);

    expect(api.callsTo(orderRoute).length).toBeGreaterThanOrEqual(before + 2);
  });
});
