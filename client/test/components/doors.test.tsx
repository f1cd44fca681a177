import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { DoorList } from '@/components/door-list';
import { NewDoor } from '@/components/new-door';

import { aDoor } from '../support/builders';
import { fakeApi, refusal } from '../support/fake-api';
import * as navigation from '../support/navigation';
import { show } from '../support/render';

const createRoute = 'POST /api/tickets/doors';
const event = {
  ticketId: 'ticket-1',
  name: 'Jazz at the Harbour',
  startsAt: '2030-06-12T18:00:00.000Z',
  timeZone: 'Europe/Berlin',
};
const other = { ticketId: 'ticket-2', name: 'Opera', startsAt: undefined, timeZone: undefined };
const made = { ...aDoor(), token: 'the-token' };
const notAuthorized = refusal(401, { message: 'Not authorized' });
const signedOut = { status: 200, body: { currentUser: null } };

async function make() {
  await show(<NewDoor events={[event, other]} />);
  await userEvent.selectOptions(screen.getByLabelText('Event'), 'Opera');
  await userEvent.type(screen.getByLabelText('Name of the door'), 'North gate');
  await userEvent.click(screen.getByRole('button', { name: 'Make the link' }));
}

describe('a new door', () => {
  it('is for one of the own events, and works for a day', async () => {
    const api = fakeApi({ [createRoute]: { status: 201, body: made } });

    await make();

    expect(api.callsTo(createRoute)[0]?.body).toEqual({
      ticketId: 'ticket-2',
      name: 'North gate',
      hours: 24,
    });
    expect(navigation.router.refresh).toHaveBeenCalled();
  });

  it('shows its link once, to copy or to scan', async () => {
    fakeApi({ [createRoute]: { status: 201, body: made } });
    const writeText = jest.fn().mockResolvedValue(undefined);
    await make();
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });

    const link = 'http://localhost/door#the-token';
    expect(screen.getByLabelText('Link of the door')).toHaveValue(link);
    expect(screen.getByRole('img', { name: 'QR code of the link' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Copy' }));
    expect(writeText).toHaveBeenCalledWith(link);
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));

    expect(screen.queryByLabelText('Link of the door')).not.toBeInTheDocument();
    expect(screen.getByLabelText('Event')).toHaveDisplayValue('Opera');
  });

  it('shows what is wrong with its name', async () => {
    const message = 'Name must be between 1 and 60 characters';
    fakeApi({ [createRoute]: refusal(400, { message, field: 'name' }) });

    await make();

    expect(screen.getByLabelText('Name of the door')).toHaveAccessibleDescription(/between 1/);
  });

  it('asks to sign in when the session has ended', async () => {
    fakeApi({ [createRoute]: notAuthorized, 'GET /api/users/currentuser': signedOut });

    await make();

    expect(navigation.wentTo()).toBe('/auth/signin?next=%2Ftickets%2Fdoors');
  });
});

describe('the own doors', () => {
  const {
    sold: _sold,
    admitted: _admitted,
    ...door
  } = aDoor({ expiresAt: '2999-01-01T00:00:00.000Z' });
  const doors = [
    door,
    { ...door, id: 'door-2', name: 'South gate', revokedAt: '2026-01-01T00:00:00.000Z' },
    { ...door, id: 'door-3', name: 'East gate', expiresAt: '2020-01-01T00:00:00.000Z' },
  ];
  const showDoors = () => show(<DoorList first={{ items: doors, nextQuery: null }} />);

  it('show whether their links work', async () => {
    await showDoors();

    const items = screen.getAllByRole('listitem');
    expect(items.map((item) => item.textContent)).toEqual([
      expect.stringMatching(/^North gateWorksJazz at the HarbourWorks until .*2999/),
      'South gateRevokedJazz at the Harbour',
      'East gateExpiredJazz at the Harbour',
    ]);
    expect(screen.getAllByRole('button')).toHaveLength(1);
  });

  it('can be revoked, after a question', async () => {
    const api = fakeApi({ 'DELETE /api/tickets/doors/door-1': { status: 200, body: door } });
    await showDoors();
    await userEvent.click(screen.getByRole('button', { name: 'Revoke North gate' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(api.callsTo('DELETE /api/tickets/doors/door-1')).toHaveLength(0);

    await userEvent.click(dialog.getByRole('button', { name: 'Yes, revoke it' }));

    expect(api.callsTo('DELETE /api/tickets/doors/door-1')).toHaveLength(1);
    expect(navigation.router.refresh).toHaveBeenCalled();
  });
});
