import {
  type Addresses,
  type Durable,
  type ServiceName,
  startStack,
  type Stack,
} from '@ticketing-dev/local';

import { UsageError } from '../kit/arguments';
import { chosenDatabase } from '../kit/chosen-database';
import { type LimitsChoice, limitsEnv } from '../kit/limits';
import { aStackFolder, ownServers } from '../kit/own-stack';
import { Reader } from '../kit/checker/facts';
import { type StripeProxy, stripeProxy } from './stripe-proxy';
import { type TcpProxy, tcpProxy } from './tcp-proxy';

/** Two of each service, every server a process behind a proxy. */
export interface Stage {
  readonly stack: Stack;
  readonly durable: Durable | undefined;
  /** Of the databases by their services, of NATS Streaming and of Redis. */
  readonly proxies: ReadonlyMap<string, TcpProxy>;
  readonly stripe: StripeProxy;
  /** Past the proxies. */
  readonly addresses: Addresses;
  readonly reader: Reader;
  end(): Promise<void>;
}

export interface StageOptions {
  /** `stand-in`, `durable`, or an address of MongoDB. */
  readonly database: string;
  readonly random: () => number;
  readonly holdSeconds: number;
  readonly limits: LimitsChoice;
  /** A process for each database, to fail one at a time. */
  readonly databasesApart: boolean;
  readonly entries?: Partial<Record<ServiceName, string>>;
  readonly serviceEnv?: Readonly<Record<string, string>>;
}

const oneHost = /^mongodb:\/\/[^,/]+(\/|$)/;
const scale = { auth: 2, tickets: 2, orders: 2, expiration: 2, payments: 2 };

export async function setStage(options: StageOptions): Promise<Stage> {
  const { database, random, holdSeconds, limits } = options;
  const folder = await aStackFolder();
  const chosen = await chosenDatabase(database, folder);
  const proxies = new Map<string, TcpProxy>();
  let direct: Addresses | undefined;
  const stripe = await stripeProxy(() => direct?.stripe ?? '', random);
  /** @returns the address of what stands before it */
  const before = async (name: string, host: string, port: number): Promise<string> => {
    const proxy = await tcpProxy({ host, port });
    proxies.set(name, proxy);
    return `127.0.0.1:${proxy.port}`;
  };
  const end = async (): Promise<void> => {
    for (const proxy of proxies.values()) proxy.close();
    stripe.close();
    await chosen.close();
    await folder.end();
  };

  try {
    const stack = await startStack({
      dir: folder.dir,
      client: false,
      databasesApart: options.databasesApart,
      scale,
      env: {
        ...ownServers,
        ...chosen.env,
        ...limitsEnv(limits),
        EXPIRATION_WINDOW_SECONDS: String(holdSeconds),
        LOG_LEVEL: 'warn',
      },
      longestPauseMs: 1_000,
      ...(options.entries ? { entries: options.entries } : {}),
      ...(options.serviceEnv ? { serviceEnv: options.serviceEnv } : {}),
      async between(addresses) {
        direct = addresses;
        const mongo: Record<string, string> = {};
        for (const [service, uri] of Object.entries(addresses.mongo)) {
          if (!oneHost.test(uri)) {
            throw new UsageError('prove stands before one host: --database mongodb://host:port');
          }
          const { hostname, port } = new URL(uri.replace(/^mongodb:/, 'http:'));
          const at = await before(service, hostname, Number(port));
          mongo[service] = uri.replace(`${hostname}:${port}`, at);
        }
        const { hostname, port, host } = new URL(addresses.nats);
        const natsAt = await before('nats', hostname, Number(port));
        const { redis } = addresses;
        const [redisHost = '', redisPort] = (await before('redis', redis.host, redis.port)).split(
          ':',
        );
        return {
          mongo,
          nats: addresses.nats.replace(host, natsAt),
          redis: { host: redisHost, port: Number(redisPort) },
          stripe: stripe.url,
        };
      },
    });
    if (!direct) throw new Error('the stack has told no addresses');
    const { mongo, redis, stripe: stripeUrl = '' } = direct;
    const reader = new Reader({ mongo, redis, stripeUrl });
    return {
      stack,
      durable: chosen.durable,
      proxies,
      stripe,
      addresses: direct,
      reader,
      async end() {
        await reader.close();
        await stack.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
