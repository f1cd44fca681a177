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
      stripePublishableKey: 'pk_test_1',
    });
  });

  it.each([undefined, '', '\n'])('have no key of Stripe when it is %p', (key) => {
    expect(readSettings({ STRIPE_PUBLISHABLE_KEY: key }).stripePublishableKey).toBeNull();
  });
});
