import { get } from 'node:http';
import { connect } from 'node:net';

const probeTimeoutMs = 1_000;

/**
 * Connects to a server and resolves to the first value that is passed to `end`, or to undefined after a second. Our own
 * timer ends the probe, even if the server or a library hangs.
 */
function probe<T>(
  start: (end: (answer?: T) => void) => { readonly destroy: () => unknown },
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(), probeTimeoutMs);
    const end = (answer?: T): void => {
      clearTimeout(timer);
      connection.destroy();
      resolve(answer);
    };
    const connection = start(end);
  });
}

/**
 * Sends `hello` and resolves to the first bytes of the answer, or to undefined without an answer. An open port is not
 * enough: the system accepts connections for a process that hangs.
 */
const converse = (port: number, host: string, hello: Buffer): Promise<Buffer | undefined> =>
  probe<Buffer>((end) => {
    const socket = connect({ port, host });
    socket.on('error', () => end());
    // The server may close the connection without an answer.
    socket.once('close', () => end());
    socket.once('data', end);
    socket.once('connect', () => socket.write(hello));
    return socket;
  });

/** NATS sends the first message. */
export async function natsAnswers(port: number, host = '127.0.0.1'): Promise<boolean> {
  const answer = await converse(port, host, Buffer.alloc(0));
  return answer?.toString().startsWith('INFO') ?? false;
}

/** False while Redis reads its append-only file: it then answers PING with an error. */
export async function redisAnswers(port: number, host = '127.0.0.1'): Promise<boolean> {
  const answer = await converse(port, host, Buffer.from('PING\r\n'));
  return answer?.toString().startsWith('+PONG') ?? false;
}

type ByteOrder = 'BE' | 'LE';

function int32(value: number, order: ByteOrder): Buffer {
  const bytes = Buffer.alloc(4);
  bytes[`writeInt32${order}`](value);
  return bytes;
}

/** False while PostgreSQL recovers: it then answers a start-up message with an error. */
export async function postgresAnswers(port: number, host = '127.0.0.1'): Promise<boolean> {
  const protocol3 = int32(3 << 16, 'BE');
  const settings = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const length = int32(4 + protocol3.length + settings.length, 'BE');
  const authenticated = 'R';
  const answer = await converse(port, host, Buffer.concat([length, protocol3, settings]));
  return answer?.toString().startsWith(authenticated) ?? false;
}

/** `{hello: 1, $db: 'admin'}` in BSON. */
const mongoHello = Buffer.concat([
  int32(31, 'LE'),
  Buffer.from('\x10hello\0'),
  int32(1, 'LE'),
  Buffer.from('\x02$db\0'),
  int32(6, 'LE'),
  Buffer.from('admin\0\0'),
]);

/** True if a server with MongoDB's protocol sends any answer to the command `hello` (OP_MSG, 2013). */
export async function mongoAnswers(port: number, host = '127.0.0.1'): Promise<boolean> {
  const noFlagsOneDocument = Buffer.alloc(5);
  const [requestId, responseTo, opMsg] = [1, 0, 2013];
  const length = 16 + noFlagsOneDocument.length + mongoHello.length;
  const header = [length, requestId, responseTo, opMsg].map((n) => int32(n, 'LE'));
  const answer = await converse(
    port,
    host,
    Buffer.concat([...header, noFlagsOneDocument, mongoHello]),
  );
  return answer !== undefined && answer.length > 0;
}

/** Does not use `fetch`: in Node 20 a `fetch` was seen that never settled. */
const statusOf = (url: string): Promise<number | undefined> =>
  probe<number>((end) => {
    const request = get(url, { agent: false }, (response) => end(response.statusCode));
    request.on('error', () => end());
    request.once('close', () => end());
    return request;
  });

/** Whether a GET of this address returns 200. */
export async function httpAnswers(url: string): Promise<boolean> {
  return (await statusOf(url)) === 200;
}

/** True if the server returns any status. */
export async function httpServes(url: string): Promise<boolean> {
  return (await statusOf(url)) !== undefined;
}
