import { busConfig, type Env, mongoUri, serviceConfig } from '@ticketing-dev/common';

/** Reads the settings of sample. */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  mongoUri: mongoUri(env),
  bus: busConfig(env),
});

export type Config = ReturnType<typeof readConfig>;
