import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';

import { sum } from './stats';

/** A mail server that accepts every mail and counts how often each came. */
export interface MailServer {
  readonly url: string;
  /** How often each mail came, by its Message-ID. */
  readonly received: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** How many mails came once more than they had to. */
export const mailsAgain = ({ received }: Pick<MailServer, 'received'>): number =>
  sum([...received.values()]) - received.size;

/** Starts a mail server on a free port of 127.0.0.1. */
export async function startMailServer(): Promise<MailServer> {
  const received = new Map<string, number>();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      let source = '';
      stream.on('data', (chunk: Buffer) => (source += chunk.toString()));
      stream.on('end', () => {
        const [, id = 'no Message-ID'] = /^Message-ID: (\S+)/im.exec(source) ?? [];
        received.set(id, (received.get(id) ?? 0) + 1);
        done();
      });
    },
  });
  // A client that is killed resets its connection.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
