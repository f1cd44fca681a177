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

  it.each([undefined, ''])('have no key of Stripe when it is %p', (key) => {
    expect(readSettings({ STRIPE_PUBLISHABLE_KEY: key }).stripePublishableKey).toBeNull();
  });
});
