import { type IncomingMessage, request } from 'node:http';

/** An event of a stream. */
export interface StreamEvent {
  readonly name: string;
  readonly data: readonly Readonly<Record<string, unknown>>[];
}

/** A stream that a test watches. */
export interface WatchedStream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** What has arrived so far. */
  readonly events: readonly StreamEvent[];
  /** What has arrived so far, as it was sent. */
  readonly text: () => string;
  readonly isEnded: () => boolean;
  close(): void;
}

/**
 * Opens a stream of Server-Sent Events; resolves when its answer begins.
 *
 * @param onEvent called when an event arrives
 */
export const watchStream = (
  url: string,
  headers: Readonly<Record<string, string>> = {},
  onEvent: (event: StreamEvent) => void = () => undefined,
): Promise<WatchedStream> =>
  new Promise((resolve, reject) => {
    const events: StreamEvent[] = [];
    let text = '';
    let parsed = 0;
    let isEnded = false;
    const asked = request(url, { headers, agent: false }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        for (;;) {
          const end = text.indexOf('\n\n', parsed);
          if (end < 0) return;
          const event = toEvent(text.slice(parsed, end));
          parsed = end + 2;
          if (event) {
            events.push(event);
            onEvent(event);
          }
        }
      });
      response.once('close', () => {
        isEnded = true;
      });
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        events,
        text: () => text,
        isEnded: () => isEnded,
        close: () => void response.destroy(),
      });
      response.on('error', () => undefined);
    });
    asked.once('error', reject).end();
  });

function toEvent(block: string): StreamEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line) => {
      const [name = '', ...rest] = line.split(': ');
      return [name, rest.join(': ')];
    }),
  );
  const [name, data] = [fields.get('event'), fields.get('data')];
  return name !== undefined && data !== undefined
    ? { name, data: JSON.parse(data) as StreamEvent['data'] }
    : undefined;
}
