import {
  address,
  busConfig,
  type Env,
  flag,
  mongoUri,
  optional,
  serviceConfig,
  sessionConfig,
} from '@ticketing-dev/common';

import { readLimits } from './limits';

/** `MAIL_FROM` and `PUBLIC_URL` have defaults. Without `SMTP_URL`, no mail is sent. */
const mailConfig = (env: Env) => ({
  smtpUrl:
    optional(env, 'SMTP_URL') === undefined
      ? undefined
      : address(env, 'SMTP_URL', ['smtp:', 'smtps:']),
  mailFrom: optional(env, 'MAIL_FROM') ?? 'Ticketing <no-reply@ticketing.dev>',
  publicUrl:
    optional(env, 'PUBLIC_URL') === undefined
      ? 'https://ticketing.dev'
      : address(env, 'PUBLIC_URL', ['https:', 'http:']),
});

/** @throws SettingError naming the setting that is missing or malformed */
export const readConfig = (env: Env) => ({
  ...serviceConfig(env),
  mongoUri: mongoUri(env),
  ...sessionConfig(env),
  bus: busConfig(env),
  secureCookies: flag(env, 'SECURE_COOKIES'),
  limits: readLimits(env),
  mail: mailConfig(env),
  refuseCommonPasswords: flag(env, 'REFUSE_COMMON_PASSWORDS'),
});

export type Config = ReturnType<typeof readConfig>;
