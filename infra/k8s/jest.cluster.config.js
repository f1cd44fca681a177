const base = require('../../jest.config.base')(__dirname);

/** Tests of the cluster in kubectl's current context: `npm run test:cluster`. */
module.exports = {
  ...base,
  displayName: 'cluster',
  testRegex: '/cluster/.*\\.test\\.ts$',
  testTimeout: 10 * 60_000,
  globalSetup: '<rootDir>/cluster/support/global-setup.ts',
  globalTeardown: '<rootDir>/cluster/support/global-teardown.ts',
};
