import { signedIn } from '@ticketing-dev/common/testing';

import {
  aBuyer,
  cookieOf,
  currentUser,
  post,
  setCookie,
  signIn,
  signUp,
  theService,
} from '../support/service';

const service = theService();

const signOutEverywhere = (cookie?: string) =>
  post(service.app, '/api/users/signout-everywhere', cookie);

describe('POST /api/users/signout-everywhere', () => {
  it('ends all sessions of the user, names them, and clears the cookie', async () => {
    const buyer = aBuyer();
    const first = await signUp(service.app, buyer).expect(201);
    const cookies = [
      cookieOf(first),
      cookieOf(await signIn(service.app, buyer).expect(200)),
      cookieOf(await signIn(service.app, buyer).expect(200)),
    ];
    const id = String(first.body.id);
    const sids = (await service.account(id))?.sessions?.map(({ sid }) => sid) ?? [];
    expect(sids).toHaveLength(3);

    const response = await signOutEverywhere(cookies[1]).expect(200, {});

    expect(setCookie(response)).toMatch(/^session=;/);
    for (const cookie of cookies) expect(await currentUser(service.app, cookie)).toBeNull();
    const [said, ...more] = await service.saidBy(id);
    expect(more).toEqual([]);
    expect(said?.data).toMatchObject({ sids: expect.arrayContaining(sids) });
  });

  it('leaves other people signed in', async () => {
    const other = cookieOf(await signUp(service.app, aBuyer()).expect(201));
    const own = cookieOf(await signUp(service.app, aBuyer()).expect(201));

    await signOutEverywhere(own).expect(200);

    expect(await currentUser(service.app, other)).not.toBeNull();
  });

  it('is no error for a session without an account, as tests create them', async () => {
    await signOutEverywhere(signedIn()).expect(200, {});
  });

  it('is refused without a session', async () => {
    await signOutEverywhere().expect(401, {
      errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }],
    });
  });
});
