import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Response } from 'express';

/**
 * Answers with one JSON object for each line (NDJSON), as fast as the caller reads. If it fails after the first object,
 * the connection breaks, so that the caller cannot take a part for the whole.
 */
export async function sendLines(response: Response, objects: AsyncIterable<object>): Promise<void> {
  const rest = objects[Symbol.asyncIterator]();
  // Awaited first: an error is then answered with its status.
  const first = await rest.next();
  async function* lines(): AsyncGenerator<string> {
    for (let next = first; !next.done; next = await rest.next()) {
      yield `${JSON.stringify(next.value)}\n`;
    }
  }
  response.type('application/x-ndjson');
  try {
    await pipeline(Readable.from(lines()), response);
  } catch (error) {
    if (!isCallerGone(error)) throw error;
  } finally {
    await rest.return?.();
  }
}

const isCallerGone = (error: unknown): boolean =>
  (error as { readonly code?: unknown } | undefined)?.code === 'ERR_STREAM_PREMATURE_CLOSE';
