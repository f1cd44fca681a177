import { mongoAnswers, natsAnswers, redisAnswers } from '../probes';
import { redisPort } from './redis';

const probes = { MongoDB: mongoAnswers, 'NATS Streaming': natsAnswers, Redis: redisAnswers };

/** A server that the stack does not start: a setting gives its address. */
export interface GivenServer {
  readonly title: keyof typeof probes;
  readonly setting: string;
  readonly host: string;
  readonly port: number;
}

const mongoSetting = /^([A-Z]+_)?MONGO_URI$/;

function serverAt(
  title: GivenServer['title'],
  setting: string,
  url: string,
  defaultPort: number,
): GivenServer[] {
  // The first of several addresses. A mongodb+srv URI has none, because DNS lists its servers.
  const [, host, port] =
    /^(?:mongodb|nats|http|tls):\/\/(?:[^@/]*@)?([^:/?,]+)(?::(\d+))?/.exec(url) ?? [];
  return host === undefined ? [] : [{ title, setting, host, port: Number(port ?? defaultPort) }];
}

/**
 * The servers whose addresses the environment gives.
 *
 * @throws SettingError if a port is malformed
 */
export function givenServers(env: NodeJS.ProcessEnv): GivenServer[] {
  const { NATS_URL: nats, REDIS_HOST: redis } = env;
  return [
    ...Object.entries(env).flatMap(([setting, uri]) =>
      uri && mongoSetting.test(setting) ? serverAt('MongoDB', setting, uri, 27_017) : [],
    ),
    ...(nats ? serverAt('NATS Streaming', 'NATS_URL', nats, 4222) : []),
    ...(redis
      ? [{ title: 'Redis' as const, setting: 'REDIS_HOST', host: redis, port: redisPort(env) }]
      : []),
  ];
}

/** Whether the server answers now. */
export const answers = ({ title, host, port }: GivenServer): Promise<boolean> =>
  probes[title](port, host);

/** The server in words for the user. */
export const nameOf = ({ title, setting, host, port }: GivenServer): string =>
  `${title} at ${host}:${port}, given by ${setting}`;
