import {
  address,
  busConfig,
  type Env,
  mongoUri,
  optional,
  required,
  serviceConfig,
  sessionConfig,
} from '@ticketing-dev/common';

import { readLimits } from './limits';

const stripeKey = (env: Env): string =>
  required(
    env,
    'STRIPE_KEY',
    'kubectl create secret generic stripe-secret --from-literal=STRIPE_KEY=<your secret key>',
  );

const stripeUrl = (env: Env): string | undefined =>
  optional(env, 'STRIPE_URL') && address(env, 'STRIPE_URL', ['http:', 'https:']);

/** @throws SettingError naming the setting that is missing or malformed */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  mongoUri: mongoUri(env),
  ...sessionConfig(env),
  bus: busConfig(env),
  limits: readLimits(env),
  stripe: { key: stripeKey(env), url: stripeUrl(env) },
});

export type Config = ReturnType<typeof readConfig>;
