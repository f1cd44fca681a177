module.exports = {
  ...require('../jest.config.base')(__dirname),
  testRegex: [
    '/test/.*\\.test\\.ts$',
    '/shop/.*\\.test\\.ts$',
    '/database/hot-queries\\.test\\.ts$',
  ],
  // A test may have to wait until a reservation expires.
  testTimeout: 120_000,
  globalSetup: '<rootDir>/test/global-setup.ts',
  globalTeardown: '<rootDir>/test/global-teardown.ts',
};
