const { existsSync } = require('node:fs');

const { Router } = require('express');

const {
  createHttpApp,
  createSessions,
  errorHandler,
  required,
  runService,
  serviceConfig,
  sessionConfig,
} = require('@ticketing-dev/common');

const untilThere = (file, then) =>
  existsSync(file) ? then() : setTimeout(() => untilThere(file, then), 10);

const router = Router();
router.get('/api/slow', (request, response) => {
  process.stdout.write('asked\n');
  untilThere(process.env.ANSWER_WHEN, () => response.json({ done: true }));
});

void runService({
  name: 'sample',
  env: process.env,
  readConfig: (env) => ({
    ...serviceConfig(env),
    ...sessionConfig(env),
    openWhen: required(env, 'OPEN_WHEN'),
  }),
  build: (config, { logger }) => ({
    app: createHttpApp({ sessions: createSessions(config.jwtKey), logger })
      .use(router)
      .use(errorHandler),
    dependency: {
      open: () => new Promise((resolve) => untilThere(config.openWhen, resolve)),
      close: () => Promise.resolve(),
    },
  }),
});
