import { randomUUID } from 'node:crypto';

import { connect, type Message as StanMessage } from 'node-nats-streaming';

import type { Message } from './facts';

/** By hand, as a stranger to the services' code; a test holds it against the contract. */
export const subjects = [
  'ticket:created',
  'ticket:updated',
  'ticket:deleted',
  'order:created',
  'order:cancelled',
  'order:completed',
  'offer:closed',
  'expiration:complete',
  'payment:created',
  'payment:refunded',
  'pass:updated',
  'session:ended',
  'user:deleted',
];
const quietMs = 2_000;
/** The library's own 2 s are too short for a busy machine. */
const connectTimeoutMs = 30_000;
const longMs = 600_000;
const mostMessages = 1_000_000;

/** Every channel from its first message, as a subscriber of its own. */
export function readBus(url: string, clusterId = 'ticketing'): Promise<readonly Message[]> {
  return new Promise((resolve, reject) => {
    const messages: Message[] = [];
    const stan = connect(clusterId, `checker-${randomUUID()}`, {
      url,
      connectTimeout: connectTimeoutMs,
    });
    const done = (): void => {
      stan.close();
      resolve(messages);
    };
    let starting = subjects.length;
    let quiet: NodeJS.Timeout | undefined;
    const waitForQuiet = (): void => {
      clearTimeout(quiet);
      if (starting === 0) quiet = setTimeout(done, quietMs);
    };
    // After the first one it is refused already; a closing connection has more of them.
    stan.on('error', reject);
    stan.once('connect', () => {
      for (const subject of subjects) {
        // Nothing is acknowledged: an early one would be refused by the library, and nobody needs it here.
        const options = stan
          .subscriptionOptions()
          .setDeliverAllAvailable()
          .setManualAckMode(true)
          .setAckWait(longMs)
          .setMaxInFlight(mostMessages);
        const subscription = stan.subscribe(subject, options);
        subscription.on('error', reject);
        subscription.on('timeout', reject);
        subscription.on('ready', () => {
          starting -= 1;
          waitForQuiet();
        });
        subscription.on('message', (message: StanMessage) => {
          waitForQuiet();
          messages.push({
            subject,
            sequence: message.getSequence(),
            storedAt: message.getTimestampRaw(),
            data: JSON.parse(String(message.getData())) as Message['data'],
          });
        });
      }
    });
  });
}
