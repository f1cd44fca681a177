import {
  busConfig,
  type Env,
  integer,
  optional,
  maxCents,
  mongoUri,
  serviceConfig,
  sessionConfig,
} from '@ticketing-dev/common';

import { readLimits } from './limits';

/** The lowest charge in US dollars that Stripe accepts, in cents. */
const stripeMinimumInCents = 50;

/** Undefined means no cap. */
const priceCap = (env: Env): number | undefined => {
  const name = 'MAX_PRICE_PERCENT_OF_FACE_VALUE';
  return optional(env, name) === undefined ? undefined : integer(env, name, 0, { max: 10_000 });
};

/** @throws SettingError naming the setting that is missing or malformed */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  mongoUri: mongoUri(env),
  ...sessionConfig(env),
  bus: busConfig(env),
  minPriceInCents: integer(env, 'MIN_PRICE_CENTS', stripeMinimumInCents, { max: maxCents }),
  maxPricePercent: priceCap(env),
  limits: readLimits(env),
});

export type Config = ReturnType<typeof readConfig>;
