import { readSettings } from '@/lib/server/settings';

describe('settings', () => {
  it('know the services of the cluster', () => {
    expect(readSettings({}).baseUrls).toEqual({
      auth: 'http://auth-srv:3000',
      tickets: 'http://tickets-srv:3000',
      orders: 'http://orders-srv:3000',
      payments: 'http://payments-srv:3000',
    });
  });

  it('take addresses from the environment', () => {
    expect(readSettings({ ORDERS_URL: 'http://localhost:3000' }).baseUrls.orders).toBe(
      'http://localhost:3000',
    );
  });

  it('drop the line break that a file leaves at the end', () => {
    const env = { STRIPE_PUBLISHABLE_KEY: 'pk_test_1\n', AUTH_URL: 'http://auth:3000\r\n' };

    expect(readSettings(env)).toMatchObject({
      baseUrls: { auth: 'http://auth:3000' },
      payBy: { means: 'stripe', publishableKey: 'pk_test_1' },
    });
  });

  it.each([
    [{}, 900],
    [{ EXPIRATION_WINDOW_SECONDS: '60' }, 60],
  ])('with %p a ticket is held for %d seconds', (env, seconds) => {
    expect(readSettings(env).holdSeconds).toBe(seconds);
  });

  it.each([
    [{}, { means: 'nothing' }],
    [{ STRIPE_PUBLISHABLE_KEY: '' }, { means: 'nothing' }],
    [{ STRIPE_PUBLISHABLE_KEY: '\n' }, { means: 'nothing' }],
    [{ STRIPE_TEST_CARDS: 'false' }, { means: 'nothing' }],
    [{ STRIPE_TEST_CARDS: 'true' }, { means: 'test-cards' }],
    [{ STRIPE_PUBLISHABLE_KEY: 'pk_1' }, { means: 'stripe', publishableKey: 'pk_1' }],
    [
      { STRIPE_PUBLISHABLE_KEY: 'pk_1', STRIPE_TEST_CARDS: 'true' },
      { means: 'stripe', publishableKey: 'pk_1' },
    ],
  ])('take payments with %p by %p', (env, payBy) => {
    expect(readSettings(env).payBy).toEqual(payBy);
  });
});
