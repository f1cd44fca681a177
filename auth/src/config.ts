import {
  busConfig,
  type Env,
  flag,
  mongoUri,
  serviceConfig,
  sessionConfig,
} from '@ticketing-dev/common';

import { readLimits } from './limits';

/** @throws SettingError naming the setting that is missing or malformed */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  mongoUri: mongoUri(env),
  ...sessionConfig(env),
  bus: busConfig(env),
  secureCookies: flag(env, 'SECURE_COOKIES'),
  limits: readLimits(env),
  refuseCommonPasswords: flag(env, 'REFUSE_COMMON_PASSWORDS'),
});

export type Config = ReturnType<typeof readConfig>;
