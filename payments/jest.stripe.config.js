/** The gateway's suite against Stripe itself: `npm run test:stripe -w payments`. */
if (!process.env.STRIPE_KEY?.startsWith('sk_test_')) {
  console.error(
    'test:stripe needs STRIPE_KEY to be a secret key of a Stripe account in test mode (sk_test_…)',
  );
  process.exit(1);
}
delete process.env.TEST_STRIPE_URL;

module.exports = {
  ...require('./jest.config'),
  displayName: 'payments at Stripe',
  testRegex: '/test/gateway/stripe\\.test\\.ts$',
  globalSetup: undefined,
  globalTeardown: undefined,
};
