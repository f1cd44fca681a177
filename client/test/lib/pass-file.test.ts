/** @jest-environment node */
import { sendPassFile } from '@/lib/server/pass-file';

import { aPass, aUser } from '../support/builders';
import { fakeApi, refusal } from '../support/fake-api';

jest.mock('server-only', () => ({}));
jest.mock('next/headers', () => ({ headers: () => Promise.resolve(new Headers()) }));

const passRoute = 'GET /api/tickets/passes/order-1';
const userRoute = 'GET /api/users/currentuser';
const file = { type: 'text/plain', name: 'pass.txt', content: 'the file' };

const send = (make = () => file as typeof file | null) => sendPassFile('order-1', make);

describe('a file of a pass', () => {
  it('is sent to the buyer, and is stored nowhere on its way', async () => {
    fakeApi({ [passRoute]: { status: 200, body: aPass() } });

    const answer = await send();

    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('the file');
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'text/plain',
      'content-disposition': 'attachment; filename="pass.txt"',
      'cache-control': 'no-store',
    });
  });

  it('asks a visitor to sign in', async () => {
    fakeApi({
      [passRoute]: refusal(401, { message: 'Not authorized' }),
      [userRoute]: { status: 200, body: { currentUser: null } },
    });

    const answer = await send();

    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/auth/signin?next=%2Forders%2Forder-1');
  });

  it.each([
    ['there is no pass', refusal(404, { message: 'Not Found' })],
    ['it belongs to another user', refusal(401, { message: 'Not authorized' })],
  ])('is not found if %s', async (_why, pass) => {
    fakeApi({
      [passRoute]: pass,
      [userRoute]: { status: 200, body: { currentUser: aUser() } },
    });

    const answer = await send();

    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('You have no such ticket.');
  });

  it('is not found if the pass has no such file', async () => {
    fakeApi({ [passRoute]: { status: 200, body: aPass() } });

    expect((await send(() => null)).status).toBe(404);
  });

  it.each([
    ['does not answer', 'lost' as const],
    ['is not available', refusal(503, { message: 'Unavailable' })],
  ])('is not available if tickets %s', async (_why, pass) => {
    fakeApi({ [passRoute]: pass });

    const answer = await send();

    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(/^We cannot make this file now/);
  });
});
