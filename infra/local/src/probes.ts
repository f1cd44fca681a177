import { connect } from 'node:net';

const PROBE_TIMEOUT_MS = 1_000;

/** Says `hello` (when there is one) and resolves to the first bytes of the answer; undefined when nobody answers. */
function converse(port: number, host: string, hello?: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const end = (answer?: string): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PROBE_TIMEOUT_MS, () => end());
    socket.once('error', () => end());
    socket.once('connect', () => {
      if (hello === undefined) end('');
      else socket.write(hello);
    });
    socket.once('data', (data) => end(data.toString()));
  });
}

export async function listensOn(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await converse(port, host)) !== undefined;
}

/** Redis answers PING with an error while it still reads its append-only file. */
export async function redisAnswers(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await converse(port, host, 'PING\r\n'))?.startsWith('+PONG') ?? false;
}

const int32 = (value: number): string =>
  String.fromCharCode(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);

/** PostgreSQL answers a start-up message with an error while it still recovers. */
export async function postgresAnswers(port: number, host = '127.0.0.1'): Promise<boolean> {
  const protocol3 = 3 << 16;
  const message = `${int32(protocol3)}user\0postgres\0database\0postgres\0\0`;
  const authenticated = 'R';
  const answer = await converse(port, host, int32(message.length + 4) + message);
  return answer?.startsWith(authenticated) ?? false;
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}

export async function httpAnswers(url: string): Promise<boolean> {
  return (await statusOf(url)) === 200;
}

/** Whatever it says, somebody is there. */
export async function httpServes(url: string): Promise<boolean> {
  return (await statusOf(url)) !== undefined;
}
