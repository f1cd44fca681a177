import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { NewTicket } from '@/components/new-ticket';

import { aTicket } from '../support/builders';
import { fakeApi, refusal } from '../support/fake-api';
import * as navigation from '../support/navigation';
import { show } from '../support/render';

const sellRoute = 'POST /api/tickets';

async function sell(title: string, price: string) {
  await userEvent.type(screen.getByLabelText('Title'), title);
  await userEvent.type(screen.getByLabelText('Price'), price);
  await userEvent.click(screen.getByRole('button', { name: 'Put on sale' }));
}

describe('selling a ticket', () => {
  it.each([
    'Price must be greater than 0',
    'Price must be at least 0.50',
    'Price must have at most 2 decimals',
    'Price must be written with a point, such as 1999.50',
  ])('shows the message of the service at the price: %s', async (message) => {
    fakeApi({ [sellRoute]: refusal(400, { message, field: 'price' }) });
    await show(<NewTicket />);

    await sell('Jazz', '1');

    const price = screen.getByLabelText('Price');
    expect(price).toHaveAccessibleDescription(new RegExp(message));
    expect(price).toHaveFocus();
  });

  it.each(['$20', ' $ 20', '20'])('sends %p as dollars', async (price) => {
    const api = fakeApi({ [sellRoute]: { status: 201, body: aTicket() } });
    await show(<NewTicket />);

    await sell('Jazz', price);

    expect(api.callsTo(sellRoute)[0]?.body).toEqual({ title: 'Jazz', price: '20' });
  });

  it.each(['€20', '20 £', '$20$'])('says that %p is not a price in dollars', async (price) => {
    const api = fakeApi({});
    await show(<NewTicket />);

    await sell('Jazz', price);

    expect(screen.getByLabelText('Price')).toHaveAccessibleDescription(/in US dollars/);
    expect(api.callsTo(sellRoute)).toHaveLength(0);
  });

  it('restores the input after the session ended and a user signed in', async () => {
    fakeApi({ [sellRoute]: refusal(401, { message: 'Not authorized' }) });
    const { unmount } = await show(<NewTicket />);
    await sell('Jazz', '19.99');
    expect(navigation.wentTo()).toBe('/auth/signin?next=%2Ftickets%2Fnew');
    unmount();

    await show(<NewTicket />);

    expect(screen.getByLabelText('Title')).toHaveValue('Jazz');
    expect(screen.getByLabelText('Price')).toHaveValue('19.99');
  });

  it('starts empty after a sale', async () => {
    fakeApi({ [sellRoute]: { status: 201, body: aTicket() } });
    const { unmount } = await show(<NewTicket />);
    await sell('Jazz', '19.99');
    unmount();

    await show(<NewTicket />);

    expect(screen.getByLabelText('Title')).toHaveValue('');
  });

  it('isolates the title from the text around it, in either direction', async () => {
    const title = 'مهرجان';
    fakeApi({ [sellRoute]: { status: 201, body: aTicket({ title }) } });
    await show(<NewTicket />);

    await sell('Jazz', '19.99');

    expect((await screen.findByText(title)).tagName).toBe('BDI');
  });
});
