import { type ExpirationCompleteEvent, Listener, Publisher, Subjects } from '@ticketing-dev/common';
import { anId, eventually, testServer } from '@ticketing-dev/common/testing';
import { randomUUID } from 'node:crypto';
import nats, { type Message, type Stan } from 'node-nats-streaming';

const mine = anId(randomUUID().replaceAll('-', '').slice(0, 24));

class ExpirationCompletePublisher extends Publisher<ExpirationCompleteEvent> {
  readonly subject = Subjects.ExpirationComplete;
}

class ExpirationCompleteListener extends Listener<ExpirationCompleteEvent> {
  readonly subject = Subjects.ExpirationComplete;
  readonly queueGroupName = `course-${randomUUID()}`;
  protected override ackWait = 1_000;
  readonly sequences: number[] = [];

  onMessage(data: ExpirationCompleteEvent['data'], msg: Message): void {
    if (data.orderId !== mine) {
      msg.ack();
      return;
    }
    const deliveries = this.sequences.push(msg.getSequence());
    if (deliveries === 1) throw new Error('the first delivery fails');
    // The second delivery is not acknowledged either.
    if (deliveries > 2) msg.ack();
  }
}

const connect = (): Promise<Stan> =>
  new Promise((resolve, reject) => {
    const client = nats.connect('ticketing', `course-${randomUUID()}`, { url: testServer('NATS') });
    client.on('connect', () => resolve(client));
    client.on('error', reject);
  });

describe('the course’s listener and publisher', () => {
  it('deliver a message again until its author acknowledges it', async () => {
    const client = await connect();
    try {
      const listener = new ExpirationCompleteListener(client);
      listener.listen();

      await new ExpirationCompletePublisher(client).publish({ orderId: mine });

      await eventually(() => expect(listener.sequences).toHaveLength(3));
      await new ExpirationCompletePublisher(client).publish({ orderId: mine });
      await eventually(() => expect(listener.sequences).toHaveLength(4));
      const [first, second, third, other] = listener.sequences;
      expect([second, third]).toEqual([first, first]);
      expect(other).not.toBe(first);
    } finally {
      const closed = new Promise((resolve) => client.on('close', resolve));
      client.close();
      await closed;
    }
  });

  it('report a message that was not stored', async () => {
    const client = await connect();
    const closed = new Promise((resolve) => client.on('close', resolve));
    client.close();
    await closed;

    await expect(
      new ExpirationCompletePublisher(client).publish({ orderId: mine }),
    ).rejects.toThrow();
  });
});
