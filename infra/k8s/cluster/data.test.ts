import { eventually } from '@ticketing-dev/common/testing';
import { aTicketOnSale, placeOrder, ticketNow } from '@ticketing-dev/e2e/kit/market';
import { aMember } from '@ticketing-dev/e2e/kit/person';
import axios from 'axios';

import { everythingIsReady, forwarded, kubectl, scale, shop, theOnlyPod } from './support/cluster';

/** The sequence number of the last message of a subject. */
const lastMessageOf = (subject: string): Promise<number> =>
  forwarded('service/nats-srv', 8222, async (address) => {
    const url = `http://${address}/streaming/channelsz?channel=${subject}`;
    return (await axios.get<{ readonly last_seq: number }>(url)).data.last_seq;
  });

async function deletePodOf(app: string): Promise<void> {
  const { metadata } = await theOnlyPod(app);
  await kubectl('delete', 'pod', metadata.name);
  await everythingIsReady();
}

describe('when its pod is deleted', () => {
  beforeAll(everythingIsReady);
  afterAll(async () => {
    await scale(1, 'orders');
    await everythingIsReady();
  });

  it('NATS Streaming keeps an event that a service has not received yet', async () => {
    const before = await lastMessageOf('ticket:created');
    await scale(0, 'orders');
    const ticket = await aTicketOnSale({ shop });
    await eventually(async () => expect(await lastMessageOf('ticket:created')).toBe(before + 1));

    await deletePodOf('nats');

    expect(await lastMessageOf('ticket:created')).toBe(before + 1);
    const buyer = await aMember(shop);
    await scale(1, 'orders');
    await everythingIsReady();
    expect(await placeOrder(buyer, ticket)).toMatchObject({ status: 'created' });
  });

  it('a database keeps a ticket', async () => {
    const ticket = await aTicketOnSale({ shop });

    await deletePodOf('tickets-mongo');

    await eventually(async () => expect(await ticketNow(ticket, shop)).toMatchObject(ticket));
  });
});
