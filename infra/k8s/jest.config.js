const base = require('../../jest.config.base')(__dirname);

/** No servers: these tests read files. tools.sh gets what they call. */
module.exports = {
  ...base,
  globalSetup: '<rootDir>/test/support/get-tools.ts',
  globalTeardown: undefined,
  testTimeout: 60_000,
};
