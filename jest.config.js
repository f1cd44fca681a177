const { workspaces } = require('./package.json');

/** All workspaces in one run: `npm test`. */
module.exports = {
  projects: workspaces.map((workspace) => `<rootDir>/${workspace}`),
};
