import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

import { testServer } from '@ticketing-dev/common/testing';

/** A way to the run's Redis that a test can cut and mend. */
export interface Link {
  readonly host: string;
  readonly port: number;
  /** Ends all connections, and refuses new ones. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Takes what comes, and lets nothing through: a server that hangs. */
  hang(): void;
  close(): Promise<void>;
}

export async function linkToRedis(): Promise<Link> {
  const target = new URL(testServer('REDIS'));
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const cut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    host: '127.0.0.1',
    port,
    cut,
    mend: () => listen(port),
    hang() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: cut,
  };
}
