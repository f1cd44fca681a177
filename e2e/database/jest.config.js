const path = require('node:path');

const base = require('../../jest.config.base')(__dirname);

const database = process.env.TEST_DATABASE;
const isDurable = database === 'durable';
const isStandIn = database === 'stand-in';
if (!isDurable && !isStandIn) process.env.TEST_MONGO_URL = database;

/** Tests of the workspaces that depend on the database: stores, limits, ended sessions, places of orders. */
const repository = path.join(__dirname, '../..');
const ofWorkspaces = [
  'common/test/store/store-conformance',
  'common/test/idempotency/store-conformance',
  'common/test/limits/limits',
  'common/test/mongo/ended-session-store',
  'orders/test/domain/places',
  'orders/test/routes/order-limits',
];
const tests = ['writes', 'hot-queries', ...(isDurable ? ['kill-9'] : [])];

module.exports = {
  ...base,
  displayName: database,
  roots: [__dirname, ...ofWorkspaces.map((test) => path.dirname(path.join(repository, test)))],
  testRegex: [...tests.map((test) => `e2e/database/${test}`), ...ofWorkspaces].map(
    (test) => `/${test}\\.test\\.ts$`,
  ),
  testTimeout: 120_000,
  ...(isStandIn ? {} : { globalSetup: undefined, globalTeardown: undefined }),
  ...(isDurable
    ? { globalSetup: '<rootDir>/start-durable.ts', globalTeardown: '<rootDir>/end-durable.ts' }
    : {}),
};
