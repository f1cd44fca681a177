import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { connect, type Message as StanMessage, type Stan } from 'node-nats-streaming';

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
/** A server that starts accepts connections before it answers them, and loses what it is asked until then. */
const attemptMs = 5_000;
const mostAttempts = 8;
const pauseMs = 500;
const longMs = 600_000;
const mostMessages = 1_000_000;

/** @throws the library's error, if the server does not answer in one of the attempts */
async function connected(url: string, clusterId: string): Promise<Stan> {
  for (let left = mostAttempts; ; left -= 1) {
    try {
      return await new Promise((resolve, reject) => {
        const options = { url, connectTimeout: attemptMs };
        const stan = connect(clusterId, `checker-${randomUUID()}`, options);
        // After the first one it is refused already; a closing connection has more of them.
        stan.on('error', reject);
        stan.once('connect', () => resolve(stan));
      });
    } catch (error) {
      if (left === 1) throw error;
      await delay(pauseMs);
    }
  }
}

/** Every channel from its first message, as a subscriber of its own. */
export async function readBus(url: string, clusterId = 'ticketing'): Promise<readonly Message[]> {
  const stan = await connected(url, clusterId);
  return new Promise((resolve, reject) => {
    const messages: Message[] = [];
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
    stan.on('error', reject);
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
}
