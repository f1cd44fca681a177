import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import type { Addresses } from '@ticketing-dev/local';

import { InvalidArgumentError } from '@commander-js/extra-typings';

/**
 * The state of the network between a service and a server. `hangs`: connections stay open, but nothing passes. `away`:
 * connections are closed. `resets`: connections are reset. `slow`: everything arrives 300 ms late.
 */
export type TcpState = 'passes' | 'hangs' | 'away' | 'resets' | 'slow';

/** A proxy before a server, which can cut it off. */
export interface TcpProxy {
  readonly port: number;
  set(state: TcpState): void;
  close(): void;
}

const slowMs = 300;

async function tcpProxy(to: { host: string; port: number }): Promise<TcpProxy> {
  let state: TcpState = 'passes';
  const pairs = new Set<readonly [net.Socket, net.Socket]>();

  const server = net.createServer((client) => {
    client.on('error', () => undefined);
    if (state === 'away') return void client.destroy();
    if (state === 'resets') return void client.resetAndDestroy();
    const upstream = net.connect(to);
    upstream.on('error', () => undefined);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    carry(client, upstream);
    carry(upstream, client);
    if (state === 'hangs') hold(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    client.once('close', end);
    upstream.once('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  /** Keeps the order, also when the state changes from `slow` while something is still late. */
  const carry = (from: net.Socket, into: net.Socket): void => {
    let before = Promise.resolve();
    const pass = (chunk: Buffer): void => {
      if (!into.destroyed && !into.write(chunk)) {
        from.pause();
        into.once('drain', () => {
          if (state !== 'hangs') from.resume();
        });
      }
    };
    from.on('data', (chunk: Buffer) => {
      const due = state === 'slow' ? performance.now() + slowMs : 0;
      before = before
        .then(() => (due > 0 ? delay(Math.max(0, due - performance.now())) : undefined))
        .then(() => pass(chunk));
    });
  };

  const hold = (pair: readonly [net.Socket, net.Socket]): void => {
    for (const socket of pair) socket.pause();
  };

  return {
    port: (server.address() as net.AddressInfo).port,
    set(next) {
      if (next === state) return;
      // As when a real network returns: connections that hung are lost, with everything in them.
      const areLost = next === 'away' || state === 'hangs';
      state = next;
      for (const pair of pairs) {
        if (next === 'hangs') hold(pair);
        else if (next === 'resets') for (const socket of pair) socket.resetAndDestroy();
        else if (areLost) for (const socket of pair) socket.destroy();
      }
    },
    close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      server.close();
    },
  };
}

const oneHost = /^mongodb:\/\/(?:[^@/]*@)?([^,/:@]+):(\d+)(?=\/|$)/;

/** The addresses of new proxies before the databases, NATS Streaming and Redis. */
export async function throughProxies(
  { mongo, nats, redis }: Addresses,
  proxies: Map<string, TcpProxy>,
): Promise<Addresses> {
  const portBefore = async (name: string, host: string, port: number): Promise<number> => {
    const proxy = await tcpProxy({ host, port });
    proxies.set(name, proxy);
    return proxy.port;
  };
  const uris: Record<string, string> = {};
  for (const [service, uri] of Object.entries(mongo)) {
    const [, host, port] = oneHost.exec(uri) ?? [];
    if (host === undefined) {
      throw new InvalidArgumentError(
        'prove needs a database of one host: --database mongodb://host:port',
      );
    }
    const to = await portBefore(service, host, Number(port));
    uris[service] = uri.replace(`${host}:${port}`, `127.0.0.1:${to}`);
  }
  const { host, hostname, port } = new URL(nats);
  const natsPort = await portBefore('nats', hostname, Number(port));
  return {
    mongo: uris,
    nats: nats.replace(host, `127.0.0.1:${natsPort}`),
    redis: { host: '127.0.0.1', port: await portBefore('redis', redis.host, redis.port) },
  };
}
