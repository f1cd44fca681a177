const { existsSync } = require('node:fs');
const path = require('node:path');

const servers = (hook) => path.join(__dirname, 'infra/local/dist/testing', hook);

/** Every workspace's jest: TypeScript without type checks (`npm run typecheck` makes them), on the run's real servers. */
module.exports = (rootDir) => ({
  rootDir,
  displayName: path.relative(__dirname, rootDir),
  testEnvironment: 'node',
  testTimeout: 30_000,
  testRegex: '/test/.*\\.test\\.ts$',
  transform: { '\\.ts$': ['ts-jest', { tsconfig: path.join(__dirname, 'tsconfig.test.json') }] },
  globalSetup: servers('global-setup.js'),
  globalTeardown: servers('global-teardown.js'),
  // Every answer of a service with routes is compared with docs/openapi.yaml.
  setupFilesAfterEnv: existsSync(path.join(rootDir, 'src/routes'))
    ? [path.join(__dirname, 'infra/contract/dist/check-answers.js')]
    : [],
});
