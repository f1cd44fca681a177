import { readConfig } from '../src/config';

const env = {
  MONGO_URI: 'mongodb://payments-mongo-srv:27017/payments',
  JWT_KEY: 'asdf',
  STRIPE_KEY: 'sk_test_1\n',
  NATS_URL: 'http://nats-srv:4222',
  NATS_CLUSTER_ID: 'ticketing',
  NATS_CLIENT_ID: 'payments-depl-1',
};

describe('the settings', () => {
  it('accepts a key that ends with a line break, and uses Stripe by default', () => {
    expect(readConfig(env).stripe).toEqual({ key: 'sk_test_1', url: undefined });
  });

  it.each(['http://127.0.0.1:4000', 'https://stripe.example'])(
    'accepts a stand-in at %s',
    (url) => {
      expect(readConfig({ ...env, STRIPE_URL: url }).stripe.url).toBe(url);
    },
  );

  it('names the setting of a missing key', () => {
    expect(() => readConfig({ ...env, STRIPE_KEY: '' })).toThrow(
      /^STRIPE_KEY is not set: kubectl create secret generic stripe-secret/,
    );
  });
});
