import { busConfig, type Env, integer, required, serviceConfig } from '@ticketing-dev/common';

const redisPort = 6379;

/** @throws SettingError naming the setting that is missing or malformed */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  bus: busConfig(env),
  redis: {
    host: required(env, 'REDIS_HOST'),
    port: integer(env, 'REDIS_PORT', redisPort, { max: 65_535 }),
  },
});

export type Config = ReturnType<typeof readConfig>;
