module.exports = {
  ...require('../jest.config.base')(__dirname),
  // One Redis, one queue.
  maxWorkers: 1,
};
