const base = require('../../jest.config.base')(__dirname);

/** No servers but the registry that the test starts itself. */
module.exports = { ...base, globalSetup: undefined, globalTeardown: undefined };
