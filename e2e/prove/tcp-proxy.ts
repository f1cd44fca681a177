import net from 'node:net';

/** `hangs`: connections stay open and nothing passes. `away`: there is nobody. */
export type TcpState = 'passes' | 'hangs' | 'away';

/** Stands before a server and can take it away. */
export interface TcpProxy {
  readonly port: number;
  set(state: TcpState): void;
  close(): void;
}

export async function tcpProxy(to: { host: string; port: number }): Promise<TcpProxy> {
  let state: TcpState = 'passes';
  const pairs = new Set<readonly [net.Socket, net.Socket]>();

  const server = net.createServer((client) => {
    client.on('error', () => undefined);
    if (state === 'away') {
      client.destroy();
      return;
    }
    const upstream = net.connect(to);
    upstream.on('error', () => undefined);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    client.pipe(upstream);
    upstream.pipe(client);
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

  const hold = (pair: readonly [net.Socket, net.Socket]): void => {
    for (const socket of pair) socket.unpipe();
    for (const socket of pair) socket.pause();
  };

  return {
    port: (server.address() as net.AddressInfo).port,
    set(next) {
      if (next === state) return;
      if (next === 'hangs') for (const pair of pairs) hold(pair);
      // What was held is lost with its connection, as when a network comes back.
      else if (next === 'away' || state === 'hangs')
        for (const pair of pairs) for (const socket of pair) socket.destroy();
      state = next;
    },
    close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      server.close();
    },
  };
}
