import { type LogLevel, logLevels } from './logger';

/** The source of settings: `process.env`, or an object in tests. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A setting is missing or malformed. The message is one line that names the setting. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/**
 * Reads a setting that has no default. White space around it is removed, because a secret that was made from a file ends
 * with a line break.
 *
 * @param hint what an operator can do if the setting is missing
 * @throws SettingError if it is unset or empty
 */
export function required(env: Env, name: string, hint?: string): string {
  const value = optional(env, name);
  if (value === undefined) {
    throw new SettingError(`${name} is not set${hint === undefined ? '' : `: ${hint}`}`);
  }
  return value;
}

/** Reads an optional setting, without white space around it; undefined if it is unset or empty. */
export const optional = (env: Env, name: string): string | undefined =>
  env[name]?.trim() || undefined;

/**
 * Reads a setting that is `true` or `false`; false if it is unset.
 *
 * @throws SettingError if it has another value
 */
export function flag(env: Env, name: string): boolean {
  const value = optional(env, name) ?? 'false';
  if (value !== 'true' && value !== 'false') {
    throw new SettingError(`${name} must be true or false, not '${value}'`);
  }
  return value === 'true';
}

/**
 * Reads a setting that is a whole number; `fallback` if it is unset.
 *
 * @throws SettingError if it is not a whole number from `min` to `max`
 */
export function integer(
  env: Env,
  name: string,
  fallback: number,
  { min = 1, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {},
): number {
  const value = optional(env, name);
  if (value === undefined) return fallback;
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (!(number >= min && number <= max)) {
    throw new SettingError(`${name} must be a whole number from ${min} to ${max}, not '${value}'`);
  }
  return number;
}

/**
 * Reads a setting that is an address.
 *
 * @param protocols the schemes that it may have, such as `mongodb:`
 * @throws SettingError if it is missing or malformed, or has another scheme
 */
export function address(env: Env, name: string, protocols: readonly string[]): string {
  const value = required(env, name);
  const scheme = /^([a-z][a-z+]*:)\/\/[^/]/.exec(value)?.[1];
  if (scheme === undefined || !protocols.includes(scheme)) {
    throw new SettingError(
      `${name} must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    );
  }
  return value;
}

/** The settings of a service's limits. */
export interface LimitsConfig {
  readonly areOff: boolean;
}

/**
 * Reads `LIMITS` (`on` or `off`; on by default) and `REQUIRE_LIMITS` (`true` refuses `off`).
 *
 * @throws SettingError if one is malformed, or if limits are off although they are required
 */
export function limitsConfig(env: Env): LimitsConfig {
  const value = optional(env, 'LIMITS') ?? 'on';
  if (value !== 'on' && value !== 'off') {
    throw new SettingError(`LIMITS must be on or off, not '${value}'`);
  }
  const areOff = value === 'off';
  if (flag(env, 'REQUIRE_LIMITS') && areOff) {
    throw new SettingError('LIMITS is off, which REQUIRE_LIMITS refuses');
  }
  return { areOff };
}

/** Reads `MONGO_URI`, the address of the service's own database. */
export const mongoUri = (env: Env): string =>
  address(env, 'MONGO_URI', ['mongodb:', 'mongodb+srv:']);

/** The length of the hash of HS256 (RFC 7518, 3.2). */
export const strongKeyBytes = 32;

/** @throws SettingError if a key has fewer bytes than `REQUIRE_STRONG_KEY` demands */
export function assertStrong(name: string, key: string): void {
  if (Buffer.byteLength(key) < strongKeyBytes) {
    throw new SettingError(
      `${name} has fewer than ${strongKeyBytes} bytes, which REQUIRE_STRONG_KEY refuses: openssl rand -hex 32 makes a good one`,
    );
  }
}

/** The keys that sign and verify sessions. */
export interface SessionConfig {
  /** Signs and verifies sessions. */
  readonly jwtKey: string;
  /** Only verifies sessions, while `JWT_KEY` is being changed. */
  readonly jwtKeyPrevious: string | undefined;
}

/**
 * Reads `JWT_KEY`, `JWT_KEY_PREVIOUS`, and `REQUIRE_STRONG_KEY` (`true` refuses keys under 32 bytes).
 *
 * @throws SettingError if `JWT_KEY` is missing, or if a key is too short
 */
export function sessionConfig(env: Env): SessionConfig {
  const jwtKey = required(
    env,
    'JWT_KEY',
    'kubectl create secret generic jwt-secret --from-literal=JWT_KEY=<a long random string>',
  );
  const jwtKeyPrevious = optional(env, 'JWT_KEY_PREVIOUS');
  if (flag(env, 'REQUIRE_STRONG_KEY')) {
    assertStrong('JWT_KEY', jwtKey);
    if (jwtKeyPrevious !== undefined) assertStrong('JWT_KEY_PREVIOUS', jwtKeyPrevious);
  }
  return { jwtKey, jwtKeyPrevious };
}

/** The settings that every service has. */
export interface ServiceConfig {
  readonly port: number;
  /** The port of probes, metrics and the operators' routes; no ingress leads there. */
  readonly operatorPort: number;
  /** The address to listen on; undefined means all addresses of the machine. */
  readonly host: string | undefined;
  readonly logLevel: LogLevel;
  /** Operators need it to change something. Undefined means that they cannot. */
  readonly opsToken: string | undefined;
}

const port = (env: Env, name: string, fallback: number): number =>
  integer(env, name, fallback, { min: 0, max: 65_535 });

/**
 * Reads the settings of every service: `PORT` (3000), `OPERATOR_PORT` (3001), `HOST` (all addresses), `LOG_LEVEL`
 * (info) and `OPS_TOKEN`.
 *
 * @throws SettingError if one is malformed
 */
export function serviceConfig(env: Env): ServiceConfig {
  const level = optional(env, 'LOG_LEVEL') ?? 'info';
  const logLevel = logLevels.find((known) => known === level);
  if (!logLevel)
    throw new SettingError(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not '${level}'`);
  const config = { port: port(env, 'PORT', 3000), operatorPort: port(env, 'OPERATOR_PORT', 3001) };
  // 0 means any free port.
  if (config.port !== 0 && config.port === config.operatorPort) {
    throw new SettingError(`OPERATOR_PORT must be another port than PORT, not ${config.port} too`);
  }
  return {
    ...config,
    host: optional(env, 'HOST'),
    logLevel,
    opsToken: opsToken(env),
  };
}

function opsToken(env: Env): string | undefined {
  const token = optional(env, 'OPS_TOKEN');
  if (token !== undefined && Buffer.byteLength(token) < strongKeyBytes) {
    throw new SettingError(
      `OPS_TOKEN has fewer than ${strongKeyBytes} bytes: openssl rand -hex 32 makes a good one`,
    );
  }
  return token;
}

/** The address of the bus, and how the service identifies itself there. */
export interface BusConfig {
  readonly url: string;
  readonly clusterId: string;
  readonly clientId: string;
}

/**
 * Reads `NATS_URL`, `NATS_CLUSTER_ID` and `NATS_CLIENT_ID` (the pod's name).
 *
 * @throws SettingError if one is missing or malformed
 */
export function busConfig(env: Env): BusConfig {
  return {
    url: address(env, 'NATS_URL', ['nats:', 'http:', 'tls:']),
    clusterId: natsName(env, 'NATS_CLUSTER_ID'),
    clientId: natsName(env, 'NATS_CLIENT_ID'),
  };
}

/** Reads an id that NATS Streaming accepts. With another one, the server would seem to be unavailable. */
function natsName(env: Env, name: string): string {
  const value = required(env, name);
  if (!/^[\w-]+$/.test(value)) {
    throw new SettingError(`${name} may have letters, digits, - and _ only, not '${value}'`);
  }
  return value;
}
