import {
  busConfig,
  type Env,
  integer,
  liveConfig,
  mongoUri,
  serviceConfig,
  sessionConfig,
} from '@ticketing-dev/common';

import { readLimits } from './limits';

const quarterOfAnHour = 15 * 60;
const aYear = 366 * 24 * 60 * 60;

/** @throws SettingError naming the setting that is missing or malformed */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  mongoUri: mongoUri(env),
  ...sessionConfig(env),
  bus: busConfig(env),
  holdSeconds: integer(env, 'EXPIRATION_WINDOW_SECONDS', quarterOfAnHour, { max: aYear }),
  limits: readLimits(env),
  live: liveConfig(env),
});

export type Config = ReturnType<typeof readConfig>;
