const nextJest = require('next/jest.js');

module.exports = nextJest({ dir: __dirname })({
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
    '^next/navigation$': '<rootDir>/test/support/navigation.ts',
  },
});
