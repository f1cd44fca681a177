import { type Env, integer, type Limits, limitsConfig } from '@ticketing-dev/common';

import type { SignInLimits } from './domain/sign-in-limits';

const windowSeconds = 60 * 60;

/** @throws SettingError naming the setting that is malformed */
export const readLimits = (env: Env) => ({
  ...limitsConfig(env),
  signInsPerAccount: integer(env, 'SIGN_INS_PER_ACCOUNT', 20),
  signInsPerDevice: integer(env, 'SIGN_INS_PER_DEVICE', 20),
  signInsPerAddress: integer(env, 'SIGN_INS_PER_ADDRESS', 1_000),
  signUpsPerAddress: integer(env, 'SIGN_UPS_PER_ADDRESS', 1_000),
  mailLinksPerAccount: integer(env, 'MAIL_LINKS_PER_ACCOUNT', 5),
  mailLinksPerAddress: integer(env, 'MAIL_LINKS_PER_ADDRESS', 200),
  passwordQueueSeconds: integer(env, 'PASSWORD_QUEUE_SECONDS', 2),
});

export type AuthLimitsConfig = ReturnType<typeof readLimits>;

/**
 * The limits of auth. The limits by address need no database: each instance counts its own requests.
 */
export function signInLimits(limits: Limits, config: AuthLimitsConfig): SignInLimits {
  const tooOften = {
    windowSeconds,
    message: 'Too many attempts to sign in, please try again later',
  };
  return {
    signInsPerAccount: limits.shared({
      name: 'sign-ins per account',
      most: config.signInsPerAccount,
      ...tooOften,
    }),
    signInsPerDevice: limits.shared({
      name: 'sign-ins per device',
      most: config.signInsPerDevice,
      ...tooOften,
    }),
    signInsPerAddress: limits.own({
      name: 'sign-ins per address',
      most: config.signInsPerAddress,
      ...tooOften,
    }),
    signUpsPerAddress: limits.own({
      name: 'sign-ups per address',
      most: config.signUpsPerAddress,
      windowSeconds,
      message: 'Too many new accounts, please try again later',
    }),
    mailLinksPerAccount: limits.shared({
      name: 'mail links per account',
      most: config.mailLinksPerAccount,
      windowSeconds,
      message: 'Too many mails were asked for, please try again later',
    }),
    mailLinksPerAddress: limits.own({
      name: 'mail links per address',
      most: config.mailLinksPerAddress,
      windowSeconds,
      message: 'Too many mails were asked for, please try again later',
    }),
  };
}
