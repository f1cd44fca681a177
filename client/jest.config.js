const nextJest = require('next/jest.js');

/** Packages that have ES modules only, which jest does not load. */
const esmOnly = ['next-intl', 'use-intl', 'icu-minify', 'intl-messageformat', '@formatjs'];

const config = nextJest({ dir: __dirname })({
  rootDir: __dirname,
  displayName: 'client',
  testEnvironment: 'jsdom',
  testTimeout: 30_000,
  testRegex: '/test/.*\\.test\\.tsx?$',
  setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.next/'],
  moduleNameMapper: {
    '/lib/load-page$': '<rootDir>/test/support/tab.ts',
    '^@/(.*)$': '<rootDir>/src/$1',
    '^next-intl/server$': '<rootDir>/test/support/next-intl-server.ts',
    '^next/navigation$': '<rootDir>/test/support/navigation.ts',
  },
});

module.exports = async () => ({
  ...(await config()),
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
});
