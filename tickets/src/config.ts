import {
  busConfig,
  type Env,
  integer,
  maxCents,
  mongoUri,
  serviceConfig,
  sessionConfig,
} from '@ticketing-dev/common';

import { readLimits } from './limits';

/** Stripe charges no less than 50 cents in US dollars. */
const stripesMinimum = 50;

/** @throws SettingError naming the setting that is missing or malformed */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  mongoUri: mongoUri(env),
  ...sessionConfig(env),
  bus: busConfig(env),
  minPriceInCents: integer(env, 'MIN_PRICE_CENTS', stripesMinimum, { max: maxCents }),
  limits: readLimits(env),
});

export type Config = ReturnType<typeof readConfig>;
