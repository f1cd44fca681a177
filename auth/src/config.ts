import { type Env, flag, jwtKey, mongoUri, serviceConfig } from '@ticketing-dev/common';

import { readLimits } from './limits';

/** @throws SettingError naming the setting that is missing or malformed */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  mongoUri: mongoUri(env),
  jwtKey: jwtKey(env),
  secureCookies: flag(env, 'SECURE_COOKIES'),
  limits: readLimits(env),
  refuseCommonPasswords: flag(env, 'REFUSE_COMMON_PASSWORDS'),
});

export type Config = ReturnType<typeof readConfig>;
