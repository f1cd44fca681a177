import { act, screen } from '@testing-library/react';

import { ReturnWatch } from '@/components/return-watch';
import { useIsReturning } from '@/hooks/use-is-returning';

import * as navigation from '../support/navigation';
import { show } from '../support/render';

function Shown() {
  return <p>{useIsReturning() ? 'old' : 'current'}</p>;
}

const showWatched = () =>
  show(
    <ReturnWatch>
      <Shown />
    </ReturnWatch>,
  );

const happens = (event: Event) => act(() => Promise.resolve(window.dispatchEvent(event)));
const pageShow = (persisted: boolean) =>
  Object.assign(new Event('pageshow'), { persisted }) as PageTransitionEvent;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('coming back to a page', () => {
  it.each([
    ['by Back', new PopStateEvent('popstate')],
    ['from the browser’s own memory', pageShow(true)],
  ])('%s loads it again, and nothing is shown as current until then', async (_how, event) => {
    await showWatched();

    await happens(event);
    expect(screen.getByText('old')).toBeInTheDocument();
    expect(navigation.router.refresh).not.toHaveBeenCalled();
    await act(() => jest.runAllTimersAsync());

    expect(navigation.router.refresh).toHaveBeenCalledTimes(1);
    expect(screen.getByText('current')).toBeInTheDocument();
  });

  it('changes nothing about a page that was just loaded', async () => {
    await showWatched();

    await happens(pageShow(false));
    await act(() => jest.runAllTimersAsync());

    expect(navigation.router.refresh).not.toHaveBeenCalled();
    expect(screen.getByText('current')).toBeInTheDocument();
  });
});
