import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { BuyButton } from '@/components/buy-button';
import { SlowNotice } from '@/components/slow-notice';

import { anOrder } from '../support/builders';
import { fakeApi, laterAnswer } from '../support/fake-api';
import { show } from '../support/render';

const notice = () => screen.queryByText(/takes longer than usual/);
const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

describe('a request without an answer', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is mentioned after 4 s, and no longer when the answer comes', async () => {
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    const { handler, answer } = laterAnswer();
    fakeApi({ 'POST /api/orders': handler });
    await show(
      <>
        <BuyButton ticketId="ticket-1" price={19.99} isSignedIn holdSeconds={900} />
        <SlowNotice />
      </>,
    );

    await user.click(screen.getByRole('button', { name: 'Buy for $19.99' }));
    await pass(3_000);
    expect(notice()).not.toBeInTheDocument();
    await pass(1_000);
    expect(notice()).toBeInTheDocument();

    await answer({ status: 201, body: anOrder() });
    expect(notice()).not.toBeInTheDocument();
  });

  it('is mentioned for a page that a link opens', async () => {
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    await show(
      <>
        <a href="/orders" onClick={(event) => event.preventDefault()}>
          My orders
        </a>
        <SlowNotice />
      </>,
    );

    await user.click(screen.getByRole('link'));
    await pass(4_000);

    expect(notice()).toBeInTheDocument();
  });
});
