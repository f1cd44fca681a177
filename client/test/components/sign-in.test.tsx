import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { SignInForm, SignUpForm } from '@/components/credentials-form';
import { errorsOf } from '@/lib/sign-in-errors';

import { fakeApi, laterAnswer, refusal } from '../support/fake-api';
import * as navigation from '../support/navigation';
import { show } from '../support/render';

const signInRoute = 'POST /api/users/signin';
const signedIn = { status: 200, body: { id: 'user-1', email: 'ann@example.com' } };

async function fillIn() {
  const user = userEvent.setup();
  await user.type(screen.getByLabelText('Email'), 'ann@example.com');
  await user.type(screen.getByLabelText('Password'), 'correct horse');
  return user;
}

describe('signing in', () => {
  it('sends what was typed and goes to where the visitor wanted to be', async () => {
    const api = fakeApi({ [signInRoute]: signedIn });
    await show(<SignInForm next="/orders/1" />);

    const user = await fillIn();
    await user.click(screen.getByRole('button', { name: 'Sign in' }));

    expect(api.callsTo(signInRoute).map(({ body }) => body)).toEqual([
      { email: 'ann@example.com', password: 'correct horse' },
    ]);
    expect(navigation.wentInPlaceTo()).toBe('/orders/1');
    expect(navigation.router.refresh).toHaveBeenCalled();
  });

  it('sends what stands in the fields, also if it came there before the scripts', async () => {
    const api = fakeApi({ [signInRoute]: signedIn });
    await show(<SignInForm next="/" />);
    const filledIn = { Email: 'ann@example.com', Password: 'correct horse' };
    for (const [label, text] of Object.entries(filledIn)) {
      // Without an event, as a browser or a password manager did before React was there.
      screen.getByLabelText<HTMLInputElement>(label).value = text;
    }

    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));

    expect(api.callsTo(signInRoute)[0]?.body).toEqual({
      email: 'ann@example.com',
      password: 'correct horse',
    });
  });

  it('is a form that works without scripts, and puts nothing into an address', async () => {
    await show(<SignInForm next="/orders/1" />);

    const form = screen.getByLabelText('Email').closest('form');

    expect(form).toHaveAttribute('method', 'post');
    expect(form).toHaveAttribute('action', '/auth/signin/submit');
    expect([...new FormData(form ?? undefined).entries()]).toEqual([
      ['next', '/orders/1'],
      ['email', ''],
      ['password', ''],
    ]);
  });

  it('shows the errors of a form that was sent without scripts, until the next try', async () => {
    fakeApi({ [signInRoute]: 'lost' });
    await show(<SignInForm next="/" errors={errorsOf(['INVALID_CREDENTIALS', 'evil words'])} />);
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The e-mail address or the password is wrong',
    );
    expect(screen.getByRole('alert')).not.toHaveTextContent('evil');

    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));

    expect(screen.getByRole('alert')).not.toHaveTextContent(
      'The e-mail address or the password is wrong',
    );
  });

  it('leads to a new password', async () => {
    await show(<SignInForm next="/" />);

    expect(screen.getByRole('link', { name: 'Forgot password?' })).toHaveAttribute(
      'href',
      '/auth/forgot',
    );
  });

  it('masks the password, and lets managers fill it in', async () => {
    await show(<SignInForm next="/" />);

    const password = screen.getByLabelText('Password');

    expect(password).toHaveAttribute('type', 'password');
    expect(password).toHaveAttribute('autocomplete', 'current-password');
    const user = userEvent.setup();
    await user.click(password);
    await user.paste('pasted from a manager');
    expect(password).toHaveValue('pasted from a manager');
  });

  it('says at the top when the credentials are wrong', async () => {
    fakeApi({
      [signInRoute]: refusal(400, { message: 'Invalid credentials', code: 'INVALID_CREDENTIALS' }),
    });
    await show(<SignInForm next="/" />);

    const user = await fillIn();
    await user.click(screen.getByRole('button', { name: 'Sign in' }));

    expect(screen.getByRole('alert')).toHaveTextContent(
      'The e-mail address or the password is wrong',
    );
    expect(navigation.wentInPlaceTo()).toBeUndefined();
  });

  it('shows an error at its field, and brings the cursor there', async () => {
    fakeApi({
      [signInRoute]: refusal(400, { message: 'You must supply a password', field: 'password' }),
    });
    await show(<SignInForm next="/" />);

    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));

    const password = screen.getByLabelText('Password');
    expect(password).toHaveAccessibleDescription(/You must supply a password/);
    expect(password).toBeInvalid();
    expect(password).toHaveFocus();
  });

  it('shows that the network is lost, and works when it is back', async () => {
    const api = fakeApi({ [signInRoute]: 'lost' });
    await show(<SignInForm next="/" />);
    const user = await fillIn();
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Check your connection');

    api.on(signInRoute, signedIn);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));

    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(navigation.wentInPlaceTo()).toBe('/');
  });

  it('shows when to try again if the service is busy', async () => {
    fakeApi({
      [signInRoute]: {
        ...refusal(503, { message: 'The database is away' }),
        headers: { 'retry-after': '7' },
      },
    });
    await show(<SignInForm next="/" />);

    const user = await fillIn();
    await user.click(screen.getByRole('button', { name: 'Sign in' }));

    expect(screen.getByRole('alert')).toHaveTextContent('try again in 7 seconds');
  });

  it('sends once when the button is clicked twice', async () => {
    const { handler, answer } = laterAnswer();
    const api = fakeApi({ [signInRoute]: handler });
    await show(<SignInForm next="/" />);

    const user = await fillIn();
    await user.dblClick(screen.getByRole('button', { name: 'Sign in' }));
    await answer(signedIn);

    expect(api.callsTo(signInRoute)).toHaveLength(1);
  });
});

describe('signing up', () => {
  it('shows every field that is wrong', async () => {
    fakeApi({
      'POST /api/users/signup': refusal(
        400,
        { message: 'Email in use', field: 'email' },
        { message: 'Password must be between 8 and 128 characters', field: 'password' },
      ),
    });
    await show(<SignUpForm next="/" />);

    await userEvent.click(screen.getByRole('button', { name: 'Sign up' }));

    expect(screen.getByLabelText('Email')).toHaveAccessibleDescription(/Email in use/);
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(/between 8 and 128/);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('leads to signing in without losing the way back', async () => {
    await show(<SignUpForm next="/orders/1" />);

    expect(screen.getByRole('link', { name: 'Sign in instead' })).toHaveAttribute(
      'href',
      '/auth/signin?next=%2Forders%2F1',
    );
  });
});
