import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { natsClusterId } from '../servers/nats';
import type { RedisAddress } from '../servers/redis';
import { facts, type Instance, type Need } from './services';

/** The addresses of the local mailbox. */
export interface Mailbox {
  readonly smtp: string;
  /** The page that shows the mails. */
  readonly page: string;
}

/** The servers' addresses, as the services' settings name them. */
export interface Addresses {
  /** A database's URI for each service that has one. */
  readonly mongo: Readonly<Record<string, string>>;
  readonly nats: string;
  readonly redis: RedisAddress;
  /** Absent if Stripe itself is used. */
  readonly stripe?: string;
  /** Absent if the stack has no mailbox, or if another mail server is used. */
  readonly mailbox?: Mailbox;
}

export type Settings = Readonly<Record<string, string>>;

/** The stand-in takes this for a test key. Stripe itself would refuse it. */
const standInKey = 'sk_test_stand_in';

/** Without the first of them, nothing is traced. */
const tracing = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
];

/** The environment without white space around its values, because a value from a file may end with a line break. */
export const trimmed = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value?.trim()]));

/** The settings among `names` that the environment has. */
export function fromEnvironment(env: NodeJS.ProcessEnv, ...names: readonly string[]): Settings {
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** A key that is generated once and stored, so that it survives a restart. */
export function keptKey(dir: string, name: 'jwt-key' | 'ops-token'): string {
  const file = path.join(dir, name);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const key = randomBytes(48).toString('base64url');
    mkdirSync(dir, { recursive: true });
    writeFileSync(file, key, { mode: 0o600 });
    return key;
  }
}

export interface SettingsSource {
  readonly addresses: Addresses;
  readonly jwtKey: string;
  readonly opsToken: string;
  readonly env: NodeJS.ProcessEnv;
  readonly gateway: { readonly url: string };
  /** Makes this stack's client ids unique on a NATS Streaming server that several stacks share. */
  readonly clientIdPrefix: string;
}

/** The ports that a process listens on. */
export interface Ports {
  readonly port: number;
  readonly operatorPort: number;
}

/** The settings of a process: only those that its service reads. */
export function settingsOf(instance: Instance, ports: Ports, source: SettingsSource): Settings {
  const { addresses, env, jwtKey, opsToken } = source;
  const { needs, limits } = facts[instance.service];
  const given: Readonly<Record<Need, () => Settings>> = {
    database: () => ({ MONGO_URI: addresses.mongo[instance.service] ?? '' }),
    session: () => ({
      JWT_KEY: jwtKey,
      ...fromEnvironment(env, 'JWT_KEY_PREVIOUS', 'REQUIRE_STRONG_KEY'),
    }),
    bus: () => ({
      NATS_URL: addresses.nats,
      NATS_CLUSTER_ID: env['NATS_CLUSTER_ID'] || natsClusterId,
      NATS_CLIENT_ID: `${source.clientIdPrefix}${instance.clientId}`,
    }),
    redis: () => ({
      REDIS_HOST: addresses.redis.host,
      REDIS_PORT: String(addresses.redis.port),
    }),
    stripe: () => ({
      STRIPE_KEY: env['STRIPE_KEY'] || standInKey,
      ...(addresses.stripe && { STRIPE_URL: addresses.stripe }),
      ...fromEnvironment(env, 'STRIPE_URL'),
    }),
    window: () => fromEnvironment(env, 'EXPIRATION_WINDOW_SECONDS'),
    price: () => fromEnvironment(env, 'MIN_PRICE_CENTS', 'MAX_PRICE_PERCENT_OF_FACE_VALUE'),
    passes: () => fromEnvironment(env, 'PASS_KEY', 'PASS_KEY_PREVIOUS'),
    mail: () => ({
      ...(addresses.mailbox && { SMTP_URL: addresses.mailbox.smtp }),
      PUBLIC_URL: source.gateway.url,
      ...fromEnvironment(env, 'SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL'),
    }),
  };
  return Object.assign(
    {
      PORT: String(ports.port),
      OPERATOR_PORT: String(ports.operatorPort),
      HOST: '127.0.0.1',
      OPS_TOKEN: opsToken,
      NODE_ENV: 'production',
    },
    fromEnvironment(env, 'LOG_LEVEL', 'NODE_ENV', ...tracing, ...limits),
    ...needs.map((need) => given[need]()),
  ) as Settings;
}
