import { act, screen } from '@testing-library/react';

import { LoadCheck } from '@/components/load-check';
import { loadCheckScript } from '@/lib/load-check';

import { show } from '../support/render';

const message = () => screen.getByText(/did not load completely/);

/** React does not run scripts that it inserts, so the test does. */
async function openPage(): Promise<void> {
  await show(<LoadCheck nonce="" />);
  const script = document.createElement('script');
  script.text = loadCheckScript;
  document.body.append(script);
}

describe('a page', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    window.pageIsRunning?.();
    jest.useRealTimers();
  });

  it('says nothing while its scripts run', async () => {
    await openPage();

    window.pageIsRunning?.();
    act(() => jest.advanceTimersByTime(60_000));

    expect(message()).not.toBeVisible();
  });

  it('says that it did not load if its scripts do not run in 10 s', async () => {
    await openPage();

    act(() => jest.advanceTimersByTime(9_000));
    expect(message()).not.toBeVisible();
    act(() => jest.advanceTimersByTime(1_000));

    expect(message()).toBeVisible();
    expect(screen.getByText('Reload the page')).toBeVisible();
  });

  it('says so immediately if a script cannot be loaded', async () => {
    await openPage();
    const script = document.createElement('script');
    document.body.append(script);

    script.dispatchEvent(new Event('error'));

    expect(message()).toBeVisible();
  });
});
