import { createApp } from '../../src/app';
import { aBuyer, signIn, signUp, startService, theService } from '../support/service';

const service = theService({ REFUSE_COMMON_PASSWORDS: 'true' });

const tooCommon = {
  errors: [
    {
      message: 'Password is too common, please choose another one',
      field: 'password',
      code: 'INVALID_REQUEST',
    },
  ],
};

describe('signing up where common passwords are refused', () => {
  it.each([
    'password',
    '12345678',
    'PassWord',
    'password1',
    'football',
    'iloveyou',
    'ticketing',
    'Ticketing123',
    'ticketing.dev',
  ])('refuses %s', async (password) => {
    await signUp(service.app, aBuyer({ password })).expect(400, tooCommon);
  });

  it('refuses the e-mail address, and the part of it before the @', async () => {
    const email = 'Somebody.Known@example.com';
    for (const password of ['somebody.known@example.com', 'Somebody.Known']) {
      await signUp(service.app, { email, password }).expect(400, tooCommon);
    }
  });

  it.each(['correct horse battery', 'a good password', 'tickets for the ticketing office'])(
    'takes %j',
    async (password) => {
      await signUp(service.app, aBuyer({ password })).expect(201);
    },
  );

  it('does not compare a password that is too long', async () => {
    const isTooCommon = jest.fn(() => true);
    const app = createApp({ ...service.deps, isTooCommon });

    await signUp(app, aBuyer({ password: `ticketing${'1'.repeat(90_000)}x` })).expect(400);

    expect(isTooCommon).not.toHaveBeenCalled();
  });

  it('says only that a short password is too short', async () => {
    await signUp(service.app, aBuyer({ password: '1234567' })).expect(400, {
      errors: [
        {
          message: 'Password must be between 8 and 128 characters',
          field: 'password',
          code: 'INVALID_REQUEST',
        },
      ],
    });
  });
});

describe('an account with a common password', () => {
  it('is made if common passwords are allowed, and can sign in', async () => {
    const lenient = await startService();
    const buyer = aBuyer({ password: 'password' });

    await signUp(lenient.app, buyer).expect(201);
    await signIn(lenient.app, buyer).expect(200);

    await lenient.close();
  });
});
