const base = require('../../jest.config.base')(__dirname);

/** These tests read files and need no servers. tools.sh installs the tools that they run. */
module.exports = {
  ...base,
  globalSetup: '<rootDir>/test/support/get-tools.ts',
  globalTeardown: undefined,
  testTimeout: 60_000,
};
