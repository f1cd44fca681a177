import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable } from 'node:stream';

/** The longest body that is stored for another attempt. The services accept far less. */
const longestStoredBytes = 1024 * 1024;

export interface Body {
  /** The body from its start. Call it more than once only if `length` is known. */
  readonly stream: () => Readable;
  /** In bytes. Absent if the body is too long to store: it is then streamed. */
  readonly length?: number;
}

function continued(chunks: readonly Buffer[], request: IncomingMessage): Readable {
  const stream = new PassThrough({ highWaterMark: longestStoredBytes * 2 });
  for (const chunk of chunks) stream.write(chunk);
  request.once('close', () => request.complete || stream.destroy());
  return request.pipe(stream);
}

/**
 * Stores the request's body, so that it can be sent again if a process does not answer.
 *
 * @returns undefined if the client disconnected
 */
export async function holdBody(request: IncomingMessage): Promise<Body | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > longestStoredBytes) return { stream: () => continued(chunks, request) };
    }
  } catch {
    return undefined;
  }
  return { length, stream: () => Readable.from(chunks, { objectMode: false }) };
}
