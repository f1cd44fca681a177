import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const open: Server[] = [];

/** Serves until `closeAll`; resolves to its address. */
export async function serve(server: Server | RequestListener): Promise<string> {
  const serving = typeof server === 'function' ? createServer(server) : server;
  open.push(serving);
  await new Promise<void>((resolve) => serving.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(serving.address() as AddressInfo).port}`;
}

export function closeAll(): void {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
}
