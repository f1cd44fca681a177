import { screen } from '@testing-library/react';

import { Countdown } from '@/components/countdown';

import { show } from '../support/render';

describe('the countdown', () => {
  it('shows minutes and seconds, and does not announce each second', async () => {
    await show(<Countdown remainingMs={754_000} />);

    const timer = screen.getByRole('timer');
    expect(timer).toHaveTextContent('12:34');
    expect(timer).toHaveAttribute('aria-live', 'off');
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('shows no time before it is known', async () => {
    await show(<Countdown remainingMs={null} />);

    expect(screen.getByRole('timer')).toHaveTextContent('–:––');
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it.each([
    [299_000, 'less than 5 minutes'],
    [60_000, 'less than 1 minute'],
    [29_000, 'less than 30 seconds'],
  ])('announces, with %d ms left, that the hold ends in %s', async (remainingMs, text) => {
    await show(<Countdown remainingMs={remainingMs} />);

    expect(screen.getByRole('status')).toHaveTextContent(text);
  });
});
