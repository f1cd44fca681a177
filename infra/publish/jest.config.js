const base = require('../../jest.config.base')(__dirname);

/** The test starts a registry and a whole platform itself. */
module.exports = { ...base, globalSetup: undefined, globalTeardown: undefined };
