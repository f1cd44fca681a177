import {
  assertStrong,
  busConfig,
  type Env,
  flag,
  integer,
  liveConfig,
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

/** `PASS_KEY`, and `PASS_KEY_PREVIOUS` with commas between several. */
function passKeys(env: Env) {
  const secret = optional(env, 'PASS_KEY');
  const previous = (optional(env, 'PASS_KEY_PREVIOUS') ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (flag(env, 'REQUIRE_STRONG_KEY')) {
    if (secret !== undefined) assertStrong('PASS_KEY', secret);
    for (const each of previous) assertStrong('PASS_KEY_PREVIOUS', each);
  }
  return { secret, previous };
}

/** @throws SettingError naming the setting that is missing or malformed */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  mongoUri: mongoUri(env),
  ...sessionConfig(env),
  bus: busConfig(env),
  minPriceInCents: integer(env, 'MIN_PRICE_CENTS', stripeMinimumInCents, { max: maxCents }),
  maxPricePercent: priceCap(env),
  passKeys: passKeys(env),
  limits: readLimits(env),
  live: liveConfig(env),
});

export type Config = ReturnType<typeof readConfig>;
