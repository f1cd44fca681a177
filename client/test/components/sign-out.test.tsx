import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { SignOut } from '@/components/sign-out';
import { SignOutButton } from '@/components/sign-out-button';
import { IsReturning } from '@/hooks/use-is-returning';

import { fakeApi } from '../support/fake-api';
import { show } from '../support/render';
import * as tab from '../support/tab';

const signOutRoute = 'POST /api/users/signout';
const signedOut = { status: 200, body: {} };

describe('the page for signing out', () => {
  it('signs out immediately after a click, and replaces its own entry in the history', async () => {
    const api = fakeApi({ [signOutRoute]: signedOut });

    await show(<SignOut isForeign={false} />);

    expect(api.callsTo(signOutRoute)).toHaveLength(1);
    expect(tab.loadPageInPlace).toHaveBeenCalledWith('/');
  });

  it('shows that it failed, and can be tried again', async () => {
    const api = fakeApi({ [signOutRoute]: 'lost' });
    await show(<SignOut isForeign={false} />);
    expect(await screen.findByText('You are still signed in.')).toBeInTheDocument();

    api.on(signOutRoute, signedOut);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(tab.loadPageInPlace).toHaveBeenCalledWith('/');
  });

  it('asks when another site led here', async () => {
    const api = fakeApi({ [signOutRoute]: signedOut });
    await show(<SignOut isForeign />);
    expect(api.callsTo(signOutRoute)).toHaveLength(0);

    await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));

    expect(tab.loadPageInPlace).toHaveBeenCalledWith('/');
  });

  it('asks when Back led here', async () => {
    const api = fakeApi({ [signOutRoute]: signedOut });

    await show(
      <IsReturning value>
        <SignOut isForeign={false} />
      </IsReturning>,
    );

    expect(screen.getByRole('button', { name: 'Sign out' })).toBeInTheDocument();
    expect(api.callsTo(signOutRoute)).toHaveLength(0);
  });
});

describe('the button for signing out', () => {
  it('signs out and forgets what this tab remembers', async () => {
    fakeApi({ [signOutRoute]: signedOut });
    sessionStorage.setItem('draft:/tickets/new', '{}');
    await show(<SignOutButton className={undefined} />);

    await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));

    expect(tab.loadPageInPlace).toHaveBeenCalledWith('/');
    expect(sessionStorage).toHaveLength(0);
  });

  it('stays on the page when it did not work', async () => {
    fakeApi({ [signOutRoute]: 'lost' });
    await show(<SignOutButton className={undefined} />);

    await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));

    expect(tab.loadPageInPlace).not.toHaveBeenCalled();
    expect(await screen.findByText(/You are still signed in/)).toBeInTheDocument();
  });
});
