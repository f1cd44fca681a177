import { setImmediate as nextTurn } from 'node:timers/promises';

import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IDBFactory } from 'fake-indexeddb';

import { Door } from '@/components/door';

import { aDoor, doorNow } from '../support/builders';
import { aListedPass, aSeatId } from '../support/door';
import { fakeApi, type Handler, laterAnswer, refusal } from '../support/fake-api';
import { show } from '../support/render';
import '../support/tab';

const stateRoute = 'GET /api/tickets/door';
const admitRoute = 'POST /api/tickets/door/admissions';
const listRoute = 'POST /api/tickets/door/list';
const keysRoute = 'GET /api/tickets/passes/keys';

const at = doorNow.toISOString();
const ticket = { title: 'Jazz', section: 'Stalls', row: '4', seat: '12' };
const open = { status: 200, body: aDoor() };
const notAuthorized = refusal(401, { message: 'Not authorized' });

const mostTurns = 5_000;

let user: ReturnType<typeof userEvent.setup>;

beforeEach(() => {
  indexedDB = new IDBFactory();
  jest.useFakeTimers({ now: doorNow });
  user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
});
afterEach(() => {
  jest.useRealTimers();
  window.location.hash = '';
});

/** The database and the hashes work outside of the fake time, so it waits until the text is there. */
async function sees(text: string | RegExp) {
  for (let turn = 0; screen.queryAllByText(text).length === 0 && turn < mostTurns; turn += 1) {
    await settle();
  }
  expect(screen.getByText(text)).toBeVisible();
  // What goes on in the background ends inside of `act`.
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

async function settle(milliseconds = 0) {
  await act(async () => {
    await jest.advanceTimersByTimeAsync(milliseconds);
    await nextTurn();
  });
}

async function openLink(routes: Record<string, Handler> = {}, hash = '#the-token') {
  window.location.hash = hash;
  const api = fakeApi({ [stateRoute]: open, ...routes });
  const view = await show(<Door />);
  return { api, ...view };
}

async function openDoor(routes: Record<string, Handler> = {}) {
  const opened = await openLink(routes);
  await sees(/^Connected\./);
  return opened;
}

async function type(code: string) {
  await act(() => user.type(screen.getByLabelText('Code'), `${code}{Enter}`));
  await settle();
}

const answering =
  (body: object): Handler =>
  (call) => ({ status: 200, body: { ...(call.body as object), ...body, code: undefined } });

describe('the link of a door', () => {
  it('opens the door, and takes the token out of the address', async () => {
    const { api } = await openLink();

    await sees('North gate');
    await sees('37 of 120 admitted');
    expect(api.callsTo(stateRoute)[0]?.header('Authorization')).toBe('Bearer the-token');
    expect(window.location.hash).toBe('');
  });

  it('is not needed after a reload', async () => {
    const { unmount } = await openDoor();
    unmount();
    sessionStorage.clear();

    await openLink({}, '');

    await sees('North gate');
  });

  it('is not valid after its end', async () => {
    await openLink({ [stateRoute]: notAuthorized });

    await sees('This link does not work any more');
  });

  it('stops working while the page is open', async () => {
    const { api } = await openDoor();
    api.on(stateRoute, notAuthorized);

    await settle(10_000);

    await sees('This link does not work any more');
  });

  it('is needed once', async () => {
    await openLink({}, '');

    await sees('Open the link of your door');
  });

  it('can be opened again if there was no connection', async () => {
    const { api } = await openLink({ [stateRoute]: 'lost' });
    await sees('We cannot reach Ticketing');

    api.on(stateRoute, open);
    await act(() => user.click(screen.getByRole('button', { name: 'Try again' })));
    await settle();

    await sees('North gate');
  });
});

describe('a code at a door', () => {
  it.each([
    ['Admitted', { result: 'admitted', ticket }, ['Section Stalls · Row 4 · Seat 12', 'Jazz']],
    ['Used', { result: 'used', admittedAt: at, door: 'South gate', ticket }, [/, South gate$/]],
    ['Not valid', { result: 'invalid' }, [/a newer code for this seat/]],
    ['Unknown code', { result: 'unknown' }, ['Check the spelling, or scan again.']],
  ])('fills the screen with “%s”', async (title, answer, lines) => {
    await openDoor({ [admitRoute]: answering(answer) });

    await type('7k2m 9qxa 04tz');

    await sees(title);
    for (const line of lines) await sees(line);
    expect(screen.getByText(title).closest('[aria-live=assertive]')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Next' })).toHaveFocus();
  });

  it('makes room for the next one', async () => {
    await openDoor({ [admitRoute]: answering({ result: 'admitted' }) });
    await type('7K2M-9QXA-04TZ');

    await sees('Admitted');
    await act(() => user.keyboard('{Enter}'));
    await settle();

    expect(screen.queryByText('Admitted')).not.toBeInTheDocument();
    expect(screen.getByLabelText('Code')).toHaveFocus();
    expect(screen.getByLabelText('Code')).toHaveValue('');
  });

  it('is asked again as the same attempt if the answer was lost', async () => {
    const { api } = await openDoor({ [admitRoute]: 'lost' });
    await type('7K2M-9QXA-04TZ');
    await sees('No answer yet');

    api.on(admitRoute, answering({ result: 'admitted', ticket }));
    await settle(2_000);

    await sees('Admitted');
    const [first, second] = api.callsTo(admitRoute);
    expect(second?.body).toEqual(first?.body);
  });

  it('shows an answer that arrives after Stop', async () => {
    const { api } = await openDoor({ [admitRoute]: 'lost' });
    await type('7K2M-9QXA-04TZ');
    await sees('No answer yet');
    const { handler, answer } = laterAnswer();
    api.on(admitRoute, handler);
    await settle(2_000);

    await act(() => user.click(screen.getByRole('button', { name: 'Stop asking' })));
    await answer({ status: 200, body: { attemptId: 'a', result: 'admitted' } });
    await settle();

    await sees('Admitted');
  });

  it('is given up by Stop between two questions', async () => {
    const { api } = await openDoor({ [admitRoute]: 'lost' });
    await type('7K2M-9QXA-04TZ');
    await sees('No answer yet');

    await act(() => user.click(screen.getByRole('button', { name: 'Stop asking' })));
    await settle(2_000);
    await settle();

    expect(screen.queryByText('No answer yet')).not.toBeInTheDocument();
    expect(api.callsTo(admitRoute)).toHaveLength(1);
  });

  it('says why it was not checked', async () => {
    const tooMany = { ...refusal(429, { message: 'Too many wrong codes' }) };
    await openDoor({ [admitRoute]: { ...tooMany, headers: { 'retry-after': '120' } } });

    await type('7K2M-9QXA-04TZ');

    await sees('Not checked');
    await sees('Too many wrong codes');
    await sees('Please try again in 2 minutes.');
  });
});

describe('a door without a connection', () => {
  async function loseConnection() {
    Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true });
    const list = { listedAt: at, passes: [await aListedPass({ ticket })] };
    const opened = await openDoor({
      [listRoute]: { status: 200, body: list },
      [keysRoute]: { status: 200, body: { keys: [] } },
    });
    await act(() => user.click(screen.getByRole('button', { name: 'Load the list' })));
    await settle();
    await sees(/^This device has the list of /);
    for (const route of [stateRoute, admitRoute]) opened.api.on(route, 'lost');
    await settle(10_000);
    await sees(/^No connection\./);
    return opened;
  }

  it('says so, and lets a person of the list in once', async () => {
    await loseConnection();
    await sees(/Codes are checked against the list of/);

    await type('7K2M-9QXA-04TZ');
    await sees('Let in offline');
    await sees(/^Checked against the list of /);
    await act(() => user.keyboard('{Enter}'));
    await type('7K2M-9QXA-04TZ');

    await sees('Used');
    await sees(/not reported yet: 1/);
  });

  it('reports it later, and shows a conflict', async () => {
    const { api } = await loseConnection();
    await type('7K2M-9QXA-04TZ');
    await sees('Let in offline');
    const [asked] = api.callsTo(admitRoute);

    api.on(stateRoute, open);
    api.on(
      admitRoute,
      answering({ result: 'used', seatId: aSeatId, serial: 1, admittedAt: at, door: 'South gate' }),
    );
    await settle(10_000);

    await sees('Let in, but not valid');
    await sees(/The pass was used at .*, South gate/);
    expect(api.callsTo(admitRoute).at(-1)?.body).toEqual({
      ...(asked?.body as object),
      offlineAt: expect.any(String),
    });
    expect(screen.queryByText(/not reported yet/)).not.toBeInTheDocument();
  });

  it('says what it has not reported when its link stops working', async () => {
    const { api } = await loseConnection();
    await type('7K2M-9QXA-04TZ');
    await sees('Let in offline');
    api.on(stateRoute, notAuthorized);

    await settle(10_000);

    await sees(/This device let 1 in without a connection/);
  });

  it('says that two doors may let in the same code', async () => {
    await loseConnection();

    await sees(/both may let in the same code/);
  });

  it('says that it can do nothing over plain http', async () => {
    Object.defineProperty(window, 'isSecureContext', { value: false, configurable: true });

    await openDoor();

    await sees(/not opened over https/);
    await sees(/browsers allow it only over https/);
  });
});
