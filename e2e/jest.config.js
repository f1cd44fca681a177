module.exports = {
  ...require('../jest.config.base')(__dirname),
  // Everything real and nothing in between: a test may have to wait for a hold to end.
  testTimeout: 120_000,
  globalSetup: '<rootDir>/test/global-setup.ts',
  globalTeardown: '<rootDir>/test/global-teardown.ts',
};
