import { randomUUID } from 'node:crypto';

import { connect, type Message as StanMessage } from 'node-nats-streaming';

import type { Message } from './facts';

const subjects = [
  'ticket:created',
  'ticket:updated',
  'order:created',
  'order:cancelled',
  'order:completed',
  'expiration:complete',
  'payment:created',
];
const quietMs = 1_500;

/** Every channel from its first message, as a subscriber of its own. */
export function readBus(url: string, clusterId = 'ticketing'): Promise<readonly Message[]> {
  return new Promise((resolve, reject) => {
    const messages: Message[] = [];
    const stan = connect(clusterId, `checker-${randomUUID()}`, { url });
    const done = (): void => {
      stan.removeAllListeners('error');
      stan.on('error', () => undefined);
      stan.close();
      resolve(messages);
    };
    let quiet = setTimeout(done, quietMs * 4);
    stan.once('error', reject);
    stan.once('connect', () => {
      for (const subject of subjects) {
        const options = stan.subscriptionOptions().setDeliverAllAvailable();
        stan.subscribe(subject, options).on('message', (message: StanMessage) => {
          clearTimeout(quiet);
          quiet = setTimeout(done, quietMs);
          messages.push({
            subject,
            sequence: message.getSequence(),
            data: JSON.parse(String(message.getData())) as Message['data'],
          });
        });
      }
    });
  });
}
