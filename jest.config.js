const { workspaces } = require('./package.json');

/** These have commands of their own, since they need more than Node: `npm run check:k8s`, `npm run test:package`. */
const apart = ['infra/k8s', 'infra/publish'];

/** All other workspaces: `npm test` makes two runs of them. */
module.exports = {
  projects: workspaces
    .filter((workspace) => !apart.includes(workspace))
    .map((workspace) => `<rootDir>/${workspace}`),
  // Of several projects in one run, jest asks this one only; it is the longest of theirs.
  testTimeout: 120_000,
  // A run has one Redis with one queue.
  maxWorkers: 1,
  // Each file leaves something in its process, such as its AsyncLocalStorage, and every promise after it takes longer.
  // The worker is replaced when it has grown to this.
  workerIdleMemoryLimit: '300MB',
  reporters: ['default', '<rootDir>/infra/local/dist/testing/progress-reporter.js'],
};
