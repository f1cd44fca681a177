import { type Durable, type ServiceName, startStack, type Stack } from '@ticketing-dev/local';

import { chosenDatabase } from '../support/chosen-database';
import { aStackFolder, ownServers } from '../support/own-stack';
import { Reader } from './checker/facts';
import { type StripeProxy, stripeProxy } from './stripe-proxy';
import { type TcpProxy, tcpProxy } from './tcp-proxy';

/** Two of each service, each database a process behind a proxy, Stripe behind a proxy. */
export interface Stage {
  readonly stack: Stack;
  readonly durable: Durable | undefined;
  /** By service. */
  readonly proxies: ReadonlyMap<string, TcpProxy>;
  readonly stripe: StripeProxy;
  /** Reads past the proxies. */
  readonly reader: Reader;
  readonly natsUrl: string;
  end(): Promise<void>;
}

export interface StageOptions {
  /** `stand-in`, `durable`, or an address of MongoDB. */
  readonly database: string;
  readonly random: () => number;
  readonly holdSeconds: number;
  /** A process for each database, to fail one at a time. */
  readonly databasesApart: boolean;
  readonly entries?: Partial<Record<ServiceName, string>>;
  readonly serviceEnv?: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

const scale = { auth: 2, tickets: 2, orders: 2, expiration: 2, payments: 2 };

export async function setStage(options: StageOptions): Promise<Stage> {
  const { database, random, holdSeconds, say } = options;
  const folder = await aStackFolder();
  const chosen = await chosenDatabase(database, folder, say);
  const proxies = new Map<string, TcpProxy>();
  let direct: Readonly<Record<string, string>> = {};
  let stripeAt = '';
  const stripe = await stripeProxy(() => stripeAt, random);
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
        EXPIRATION_WINDOW_SECONDS: String(holdSeconds),
        LOG_LEVEL: 'warn',
      },
      longestPauseMs: 1_000,
      ...(options.entries ? { entries: options.entries } : {}),
      ...(options.serviceEnv ? { serviceEnv: options.serviceEnv } : {}),
      async between(addresses) {
        direct = addresses.mongo;
        stripeAt = addresses.stripe ?? '';
        const mongo: Record<string, string> = {};
        for (const [service, uri] of Object.entries(addresses.mongo)) {
          const { hostname: host, port } = new URL(uri.replace(/^mongodb:/, 'http:'));
          const proxy = await tcpProxy({ host, port: Number(port) });
          proxies.set(service, proxy);
          mongo[service] = uri.replace(`${host}:${port}`, `127.0.0.1:${proxy.port}`);
        }
        return { ...addresses, mongo, stripe: stripe.url };
      },
    });
    const reader = new Reader(direct, stripeAt);
    return {
      stack,
      durable: chosen.durable,
      proxies,
      stripe,
      reader,
      natsUrl: stack.addresses.nats,
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
