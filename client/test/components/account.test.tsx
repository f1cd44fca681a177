import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AccountBody } from '@ticketing-dev/common/contracts';

import { Account } from '@/components/account';
import { saveFile } from '@/lib/save-file';

import { anOrder, aPayment } from '../support/builders';
import { type Call, fakeApi, refusal } from '../support/fake-api';
import * as navigation from '../support/navigation';
import { show } from '../support/render';
import { loadPageInPlace } from '../support/tab';

jest.mock('@/lib/save-file', () => ({ saveFile: jest.fn() }));

const account: AccountBody = {
  id: 'user-1',
  email: 'ann@example.com',
  since: '2026-01-02T23:30:00.000Z',
};
const showAccount = (overrides: Partial<AccountBody> = {}) =>
  show(<Account account={{ ...account, ...overrides }} />);

describe('the account page', () => {
  it('shows the address and since when there is an account', async () => {
    await showAccount();

    expect(screen.getByText('ann@example.com, since January 2, 2026')).toBeInTheDocument();
  });

  it('saves the public name', async () => {
    const route = 'PUT /api/users/account';
    const api = fakeApi({ [route]: { status: 200, body: account } });
    await showAccount({ name: 'Ann' });

    const name = screen.getByLabelText('Public name');
    await userEvent.clear(name);
    await userEvent.type(name, 'Ann of Harbour');
    await userEvent.click(screen.getByRole('button', { name: 'Save the name' }));

    expect(api.callsTo(route)[0]?.body).toEqual({ name: 'Ann of Harbour' });
    expect(navigation.router.refresh).toHaveBeenCalled();
  });

  it('sends a link that confirms the address', async () => {
    const route = 'POST /api/users/email-proof';
    const api = fakeApi({ [route]: { status: 202, body: {} } });
    await showAccount();

    await userEvent.click(screen.getByRole('button', { name: 'Send me a link' }));

    expect(api.callsTo(route)).toHaveLength(1);
    expect(screen.getByText(/mail with a link is on its way/)).toBeInTheDocument();
  });

  it('says that the address is confirmed', async () => {
    await showAccount({ emailProvenAt: account.since });

    expect(screen.getByText('Your address is confirmed.')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Send me a link' })).not.toBeInTheDocument();
  });

  it('changes the password, and empties the fields', async () => {
    const route = 'POST /api/users/password';
    const api = fakeApi({ [route]: { status: 200, body: {} } });
    await showAccount();

    await userEvent.type(screen.getByLabelText('Current password'), 'a good password');
    await userEvent.type(screen.getByLabelText('New password'), 'a better password');
    await userEvent.click(screen.getByRole('button', { name: 'Change the password' }));

    expect(api.callsTo(route)[0]?.body).toEqual({
      currentPassword: 'a good password',
      newPassword: 'a better password',
    });
    expect(screen.getByLabelText('New password')).toHaveValue('');
  });

  it('signs out everywhere', async () => {
    fakeApi({ 'POST /api/users/signout-everywhere': { status: 200, body: {} } });
    await showAccount();

    await userEvent.click(screen.getByRole('button', { name: 'Sign out everywhere' }));

    expect(loadPageInPlace).toHaveBeenCalledWith('/');
  });

  it('saves the user’s data of all services, from all pages', async () => {
    const second = anOrder({ id: 'order-2' });
    fakeApi({
      'GET /api/users/account/export': { status: 200, body: { account } },
      'GET /api/orders': {
        status: 200,
        body: [anOrder()],
        headers: { link: '<http://x/api/orders?after=order-1>; rel="next"' },
      },
      'GET /api/orders?after=order-1': { status: 200, body: [second] },
      'GET /api/payments/order-1': { status: 200, body: aPayment() },
    });
    await showAccount();

    await userEvent.click(screen.getByRole('button', { name: 'Save my data' }));

    const [name = '', text = ''] = jest.mocked(saveFile).mock.lastCall ?? [];
    expect(name).toBe('ticketing-data.json');
    expect(JSON.parse(text)).toEqual({
      account: { account },
      orders: [anOrder(), second],
      payments: [aPayment()],
    });
  });

  it('deletes the account after the password', async () => {
    const route = 'DELETE /api/users/account';
    const calls: Call[] = [];
    const api = fakeApi({
      [route]: (call) => {
        calls.push(call);
        return refusal(400, { message: 'The password is wrong' });
      },
    });
    await showAccount();
    await userEvent.click(screen.getByRole('button', { name: 'Delete my account' }));
    const dialog = within(await screen.findByRole('dialog'));

    await userEvent.type(dialog.getByLabelText('Password'), 'wrong');
    await userEvent.click(dialog.getByRole('button', { name: 'Yes, delete it' }));
    expect(dialog.getByRole('alert')).toHaveTextContent('The password is wrong');
    api.on(route, { status: 200, body: {} });
    await userEvent.click(dialog.getByRole('button', { name: 'Yes, delete it' }));

    expect(calls[0]?.body).toEqual({ password: 'wrong' });
    expect(loadPageInPlace).toHaveBeenCalledWith('/');
  });
});
