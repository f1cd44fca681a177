import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { OtherUsers } from '@/components/other-users';
import { SignOutButton } from '@/components/sign-out-button';
import { keepOnlyPagesOf } from '@/lib/kept-pages';

import { aUser } from '../support/builders';
import { fakeApi } from '../support/fake-api';
import { show } from '../support/render';
import * as tab from '../support/tab';

jest.mock('@/lib/kept-pages');

const discard = jest.mocked(keepOnlyPagesOf);
beforeEach(() => discard.mockReset().mockResolvedValue());

describe('the pages that a browser keeps', () => {
  it.each([
    ['another user', aUser(), 'user-1'],
    ['a user whose session has ended', null, null],
  ])('are discarded if they are of %s', async (_whose, user, id) => {
    await show(<OtherUsers session={{ user, isKnown: true }} />);

    expect(discard).toHaveBeenCalledWith(id);
  });

  it('stay if it is unknown who is signed in', async () => {
    await show(<OtherUsers session={{ user: null, isKnown: false }} />);

    expect(discard).not.toHaveBeenCalled();
  });

  it.each(['/door', '/offline'])('stay if %s is shown as a visitor sees it', async (path) => {
    history.replaceState(null, '', path);
    await show(<OtherUsers session={{ user: null, isKnown: true }} />);

    expect(discard).not.toHaveBeenCalled();
    history.replaceState(null, '', '/');
  });

  it.each([
    ['are discarded', () => Promise.resolve()],
    ['do not prevent it if they cannot be discarded', () => Promise.reject(new Error('denied'))],
  ])('%s at the sign-out', async (_what, outcome) => {
    discard.mockImplementation(outcome);
    fakeApi({ 'POST /api/users/signout': { status: 200, body: {} } });
    await show(<SignOutButton className={undefined} />);

    await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));

    expect(discard).toHaveBeenCalledWith(null);
    expect(tab.loadPageInPlace).toHaveBeenCalledWith('/');
  });
});
