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

/** Tests of the workspaces of what a database must do: every store, counts of limits, ended sessions, places of orders. */
const repository = path.join(__dirname, '../..');
const theirOwn = [
  'common/test/store/store-conformance',
  'common/test/limits/limits',
  'common/test/mongo/ended-session-store',
  'orders/test/domain/places',
  'orders/test/routes/order-limits',
];

module.exports = {
  ...base,
  displayName: database,
  roots: [__dirname, ...theirOwn.map((test) => path.dirname(path.join(repository, test)))],
  testRegex: [
    `/e2e/database/(${tests.join('|')})\\.test\\.ts$`,
    ...theirOwn.map((test) => `/${test}\\.test\\.ts$`),
  ],
  testTimeout: 120_000,
  ...(isStandIn ? {} : { globalSetup: undefined, globalTeardown: undefined }),
  ...(isDurable
    ? {
        globalSetup: '<rootDir>/support/start-durable.ts',
        globalTeardown: '<rootDir>/support/end-durable.ts',
      }
    : {}),
};
