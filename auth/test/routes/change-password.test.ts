import { signedIn } from '@ticketing-dev/common/testing';

import {
  aBuyer,
  cookieOf,
  currentUser,
  post,
  signIn,
  signUp,
  theService,
} from '../support/service';

const service = theService();

const change = (body: object, cookie?: string) =>
  post(service.app, '/api/users/password', cookie, body);
const newPassword = 'another good password';

describe('POST /api/users/password', () => {
  it('changes the password, keeps this session, and ends all others', async () => {
    const buyer = aBuyer();
    const elsewhere = cookieOf(await signUp(service.app, buyer).expect(201));
    const here = cookieOf(await signIn(service.app, buyer).expect(200));

    await change({ currentPassword: buyer.password, newPassword }, here).expect(200, {});

    expect(await currentUser(service.app, here)).toMatchObject({ email: buyer.email });
    expect(await currentUser(service.app, elsewhere)).toBeNull();
    await signIn(service.app, buyer).expect(400);
    await signIn(service.app, { ...buyer, password: newPassword }).expect(200);
  });

  it('publishes which sessions have ended, in the same write', async () => {
    const buyer = aBuyer();
    const response = await signUp(service.app, buyer).expect(201);
    const id = String(response.body.id);
    const [other] = (await service.account(id))?.sessions ?? [];
    const here = cookieOf(await signIn(service.app, buyer).expect(200));

    await change({ currentPassword: buyer.password, newPassword }, here).expect(200);

    expect(await service.saidBy(id)).toMatchObject([
      { subject: 'session:ended', data: { sids: [other?.sid] } },
    ]);
    expect(await service.account(id)).toMatchObject({ sessions: [{}] });
  });

  it('is refused with a wrong current password, and changes nothing', async () => {
    const buyer = aBuyer();
    const cookie = cookieOf(await signUp(service.app, buyer).expect(201));

    await change({ currentPassword: 'not the password', newPassword }, cookie).expect(400, {
      errors: [{ message: 'The current password is wrong', code: 'INVALID_CREDENTIALS' }],
    });

    await signIn(service.app, buyer).expect(200);
  });

  it.each([
    ['no current password', { newPassword }, 'currentPassword'],
    ['a current password that is no text', { currentPassword: {}, newPassword }, 'currentPassword'],
    ['no new password', { currentPassword: 'a good password' }, 'newPassword'],
    [
      'a short new password',
      { currentPassword: 'a good password', newPassword: '1234567' },
      'newPassword',
    ],
    [
      'a long new password',
      { currentPassword: 'a good password', newPassword: 'x'.repeat(129) },
      'newPassword',
    ],
  ])('is refused with %s', async (_what, body, field) => {
    const response = await change(body, signedIn()).expect(400);

    const message =
      field === 'currentPassword'
        ? 'You must supply your current password'
        : 'Password must be between 8 and 128 characters';
    expect(response.body.errors).toEqual([{ message, field, code: 'INVALID_REQUEST' }]);
  });

  it('is refused with a current password that no account can have', async () => {
    const cookie = cookieOf(await signUp(service.app, aBuyer()).expect(201));

    await change({ currentPassword: 'x'.repeat(129), newPassword }, cookie).expect(400);
  });

  it('is refused without an account', async () => {
    await change({ currentPassword: 'a good password', newPassword }, signedIn()).expect(400);
  });

  it('is refused without a session, before the body is read', async () => {
    await change({}).expect(401);
  });
});
