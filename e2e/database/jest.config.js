const path = require('node:path');

const base = require('../../jest.config.base')(__dirname);

const database = process.env.TEST_DATABASE;
const isDurable = database === 'durable';
const isStandIn = database === 'stand-in';
if (!isDurable && !isStandIn) process.env.TEST_MONGO_URL = database;

/** See main.ts for what is asked of which. */
const tests = [
  'at-once',
  'unique-indexes',
  ...(isStandIn ? [] : ['hot-queries']),
  ...(isDurable ? ['kill-9'] : []),
];

module.exports = {
  ...base,
  displayName: database,
  // The suite that every store must pass is the stores' own.
  roots: [__dirname, path.join(__dirname, '../../common/test/store')],
  testRegex: [`/e2e/database/(${tests.join('|')})\\.test\\.ts$`, '/store-conformance\\.test\\.ts$'],
  testTimeout: 120_000,
  ...(isStandIn ? {} : { globalSetup: undefined, globalTeardown: undefined }),
  ...(isDurable
    ? {
        globalSetup: '<rootDir>/support/start-durable.ts',
        globalTeardown: '<rootDir>/support/end-durable.ts',
      }
    : {}),
};
