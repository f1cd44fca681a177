import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { SignOut } from '@/components/sign-out';

import { fakeApi } from '../support/fake-api';
import * as navigation from '../support/navigation';
import { show } from '../support/render';

const signOutRoute = 'POST /api/users/signout';

describe('signing out', () => {
  it('happens at once and leads home', async () => {
    const api = fakeApi({ [signOutRoute]: { status: 200, body: {} } });

    await show(<SignOut />);

    expect(api.callsTo(signOutRoute)).toHaveLength(1);
    expect(navigation.wentTo()).toBe('/');
  });

  it('says that it did not work, and can be tried again', async () => {
    const api = fakeApi({ [signOutRoute]: 'lost' });
    await show(<SignOut />);
    expect(await screen.findByText('You are still signed in.')).toBeInTheDocument();

    api.on(signOutRoute, { status: 200, body: {} });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(navigation.wentTo()).toBe('/');
  });
});
