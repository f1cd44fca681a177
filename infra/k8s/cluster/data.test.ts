import { eventually } from '@ticketing-dev/common/testing';
import axios from 'axios';

import { aTicketOnSale, order, ticketNow } from '@ticketing-dev/e2e/kit/market';
import { aMember, expectStatus } from '@ticketing-dev/e2e/kit/person';
import { forward } from './support/forward';
import { everythingIsReady, kubectl, theOnlyPod } from './support/kubectl';
import { shopUrl } from './support/settings';

const shop = { url: shopUrl, stripeUrl: '' };

/** The number of the last message of a subject, as port 8222 says it. */
async function lastMessageOf(subject: string): Promise<number> {
  const bus = await forward('service/nats-srv', 8222);
  try {
    const url = `http://127.0.0.1:${bus.port}/streaming/channelsz?channel=${subject}`;
    const { data } = await axios.get<{ readonly last_seq: number }>(url);
    return data.last_seq;
  } finally {
    await bus.stop();
  }
}

async function deletePodOf(app: string): Promise<void> {
  const { metadata } = await theOnlyPod(app);
  await kubectl('delete', 'pod', metadata.name);
  await everythingIsReady();
}

describe('data outlives its pod', () => {
  beforeAll(everythingIsReady);
  afterAll(async () => {
    await kubectl('scale', '--replicas=1', 'deployment/orders-depl');
    await everythingIsReady();
  });

  it('an event that nobody has heard yet is still on the bus', async () => {
    const before = await lastMessageOf('ticket:created');
    await kubectl('scale', '--replicas=0', 'deployment/orders-depl');
    const ticket = await aTicketOnSale({ shop });
    await eventually(async () => expect(await lastMessageOf('ticket:created')).toBe(before + 1));

    await deletePodOf('nats');

    expect(await lastMessageOf('ticket:created')).toBe(before + 1);
    const buyer = await aMember(shop);
    await kubectl('scale', '--replicas=1', 'deployment/orders-depl');
    await everythingIsReady();
    expectStatus(await order(buyer, ticket.id), 201);
  });

  it('a ticket is still in its database', async () => {
    const ticket = await aTicketOnSale({ shop });

    await deletePodOf('tickets-mongo');

    await eventually(async () => expect(await ticketNow(ticket, shop)).toMatchObject(ticket));
  });
});
