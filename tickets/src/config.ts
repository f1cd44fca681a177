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

/** The lowest charge in US dollars that Stripe accepts, in cents. */
const stripeMinimumInCents = 50;

/** @throws SettingError naming the setting that is missing or malformed */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  mongoUri: mongoUri(env),
  ...sessionConfig(env),
  bus: busConfig(env),
  minPriceInCents: integer(env, 'MIN_PRICE_CENTS', stripeMinimumInCents, { max: maxCents }),
  limits: readLimits(env),
});

export type Config = ReturnType<typeof readConfig>;
