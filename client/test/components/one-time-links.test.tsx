import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { ForgotPassword } from '@/components/forgot-password';
import { ProveEmail } from '@/components/prove-email';
import { ResetPassword } from '@/components/reset-password';

import { fakeApi, refusal } from '../support/fake-api';
import { show } from '../support/render';

const invalid = refusal(400, { message: 'This link is not valid any more', code: 'LINK_INVALID' });

afterEach(() => {
  window.location.hash = '';
});

describe('a forgotten password', () => {
  const route = 'POST /api/users/password-reset';

  async function ask() {
    await show(<ForgotPassword />);
    await userEvent.type(screen.getByLabelText('Email'), 'ann@example.com');
    await userEvent.click(screen.getByRole('button', { name: 'Send me a link' }));
  }

  it('gets a link by mail, if there is such an account', async () => {
    const api = fakeApi({ [route]: { status: 202, body: {} } });

    await ask();

    expect(api.callsTo(route)[0]?.body).toEqual({ email: 'ann@example.com' });
    expect(screen.getByRole('status')).toHaveTextContent(/If this address has an account/);
  });

  it('says that this shop sends no mail', async () => {
    fakeApi({ [route]: refusal(503, { message: 'This shop sends no mail', code: 'UNAVAILABLE' }) });

    await ask();

    expect(screen.getByRole('alert')).toHaveTextContent('This shop sends no mail');
  });
});

describe('the page of a link for a new password', () => {
  const route = 'POST /api/users/password-reset/confirm';

  async function choose() {
    await show(<ResetPassword />);
    await userEvent.type(screen.getByLabelText('New password'), 'a better password');
    await userEvent.click(screen.getByRole('button', { name: 'Change the password' }));
  }

  it('sends the token that is after the #', async () => {
    const api = fakeApi({ [route]: { status: 200, body: {} } });
    window.location.hash = '#the-token';

    await choose();

    expect(api.callsTo(route)[0]?.body).toEqual({
      token: 'the-token',
      newPassword: 'a better password',
    });
    expect(screen.getByRole('link', { name: 'Sign in' })).toBeInTheDocument();
  });

  it('offers a new link when this one was used', async () => {
    fakeApi({ [route]: invalid });
    window.location.hash = '#the-token';

    await choose();

    expect(screen.getByRole('link', { name: 'Ask for a new link' })).toBeInTheDocument();
  });

  it('offers a new link when the address has no token', async () => {
    await show(<ResetPassword />);

    expect(screen.getByRole('link', { name: 'Ask for a new link' })).toBeInTheDocument();
  });

  it('shows what is wrong with the password, and keeps the form', async () => {
    const message = 'Password must be between 8 and 128 characters';
    fakeApi({ [route]: refusal(400, { message, field: 'newPassword' }) });
    window.location.hash = '#the-token';

    await choose();

    expect(screen.getByLabelText('New password')).toHaveAccessibleDescription(/between 8 and 128/);
  });
});

describe('the page of a link that confirms an address', () => {
  const route = 'POST /api/users/email-proof/confirm';

  it('does nothing before a click, because mail scanners open links', async () => {
    const api = fakeApi({ [route]: { status: 200, body: {} } });
    window.location.hash = '#the-token';
    await show(<ProveEmail />);
    expect(api.callsTo(route)).toHaveLength(0);

    await userEvent.click(screen.getByRole('button', { name: 'Confirm this address' }));

    expect(api.callsTo(route)[0]?.body).toEqual({ token: 'the-token' });
    expect(screen.getByRole('status')).toHaveTextContent('Your address is confirmed.');
  });

  it('leads to the account when the link was used', async () => {
    fakeApi({ [route]: invalid });
    window.location.hash = '#the-token';
    await show(<ProveEmail />);

    await userEvent.click(screen.getByRole('button', { name: 'Confirm this address' }));

    expect(screen.getByRole('link', { name: 'Go to your account' })).toBeInTheDocument();
  });
});
