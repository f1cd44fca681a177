/** These tests need no servers. */
module.exports = {
  ...require('../../jest.config.base')(__dirname),
  globalSetup: undefined,
  globalTeardown: undefined,
};
