import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable } from 'node:stream';

/** As much as is held back for another try; the services take far less. */
const LIMIT_BYTES = 1024 * 1024;

export interface Body {
  /** The body from its start; more than once only where the length is known. */
  readonly stream: () => Readable;
  /** Absent: it was too long to hold, and is passed on as it comes. */
  readonly length?: number;
}

function continued(chunks: readonly Buffer[], request: IncomingMessage): Readable {
  const stream = new PassThrough({ highWaterMark: LIMIT_BYTES * 2 });
  for (const chunk of chunks) stream.write(chunk);
  request.once('close', () => request.complete || stream.destroy());
  return request.pipe(stream);
}

/**
 * The request's body, held so that it can be sent again when a process does not answer the call.
 * Undefined when the client went away.
 */
export async function holdBody(request: IncomingMessage): Promise<Body | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > LIMIT_BYTES) return { stream: () => continued(chunks, request) };
    }
  } catch {
    return undefined;
  }
  return { length, stream: () => Readable.from(chunks, { objectMode: false }) };
}
