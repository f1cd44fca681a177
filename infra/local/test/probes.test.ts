import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

import {
  httpAnswers,
  httpServes,
  mongoAnswers,
  postgresAnswers,
  redisAnswers,
} from '../src/probes';
import { closeAll, serve } from './support/http';

const probes = [
  ['HTTP', (port: number) => httpServes(`http://127.0.0.1:${port}/`)],
  ['Redis', (port: number) => redisAnswers(port)],
  ['PostgreSQL', (port: number) => postgresAnswers(port)],
  ['MongoDB', (port: number) => mongoAnswers(port)],
] as const;

const open = new Set<Socket>();
let server: Server;

/** The port of a server that does this with every connection. */
async function listening(onConnection: (socket: Socket) => void): Promise<number> {
  server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const socket of open) socket.destroy();
  open.clear();
  server.close();
});

describe.each(probes)('a probe of %s', (_name, answers) => {
  it('ends when the other side closes the connection', async () => {
    const port = await listening((socket) => socket.end());

    expect(await answers(port)).toBe(false);
  });

  it('ends when the other side resets the connection', async () => {
    const port = await listening((socket) => socket.resetAndDestroy());

    expect(await answers(port)).toBe(false);
  });

  it('ends when the other side accepts the connection and never answers, like a stopped process', async () => {
    const port = await listening(() => undefined);

    expect(await answers(port)).toBe(false);
  });

  it('ends when no process listens', async () => {
    const port = await listening(() => undefined);
    server.close();

    expect(await answers(port)).toBe(false);
  });
});

describe('a probe by HTTP', () => {
  afterEach(closeAll);

  it('distinguishes a success from another answer', async () => {
    const url = await serve((request, response) => {
      response.statusCode = request.url === '/ready' ? 200 : 503;
      response.end();
    });

    expect(await httpAnswers(`${url}/ready`)).toBe(true);
    expect(await httpAnswers(`${url}/not-ready`)).toBe(false);
    expect(await httpServes(`${url}/not-ready`)).toBe(true);
  });
});
