import { eventually, type WatchedStream, watchStream } from '@ticketing-dev/common/testing';
import { aMember, expectStatus, type Member } from '../../kit/person';
import type { Page } from 'playwright-core';

import { raisedLimits } from '../../kit/limits';
import { aTicketOnSale, cancel, pay, placeOrder } from '../../kit/market';
import { useBrowser, useStack } from '../support/use';

/** The goal of a live page, and the time that a busy machine may need in addition. */
const onScreenMs = 5_000;
/** Kubernetes gives a pod 40 s. */
const graceMs = 10_000;

describe('live pages, with two instances of tickets and orders,', () => {
  const stack = useStack({ scale: { tickets: 2, orders: 2 }, env: raisedLimits });
  const visit = useBrowser();
  let seller: Member;
  let buyer: Member;
  const watched: WatchedStream[] = [];

  beforeAll(async () => {
    [seller, buyer] = [await aMember(stack()), await aMember(stack())];
  });
  afterEach(() => {
    for (const stream of watched.splice(0)) stream.close();
  });

  const instances = () =>
    stack()
      .processes()
      .filter(({ name }) => /^tickets-\d$/.test(name));

  async function watch(url: string, path: string): Promise<WatchedStream> {
    const stream = await watchStream(url + path);
    expect(stream.status).toBe(200);
    watched.push(stream);
    await eventually(() => expect(stream.events.length).toBeGreaterThan(0));
    return stream;
  }
  const last = ({ events }: WatchedStream) => events.at(-1)?.data[0];

  it('say at every instance, and through the gateway, what another one changed', async () => {
    const ticket = await aTicketOnSale({ seller, price: 20 });
    const path = `/api/tickets/${ticket.id}/stream`;
    const urls = [stack().url, ...instances().map(({ url }) => url)];
    expect(urls).toHaveLength(3);
    const streams = await Promise.all(urls.map((url) => watch(url, path)));

    const order = await placeOrder(buyer, ticket);
    for (const each of streams)
      await eventually(() => expect(last(each)).toMatchObject({ orderId: order.id }), onScreenMs);
    expectStatus(await pay(buyer, order), 201);

    for (const each of streams)
      await eventually(() => expect(last(each)).toMatchObject({ sold: true }), onScreenMs);
  });

  it('have what changed while the bus was away', async () => {
    const ticket = await aTicketOnSale({ seller, price: 20 });
    const stream = await watch(stack().url, `/api/tickets/${ticket.id}/stream`);
    await stack().stop('nats');

    const changed = { title: ticket.title, price: 30 };
    expectStatus(await seller.person.call('PUT', `/api/tickets/${ticket.id}`, changed), 200);

    await eventually(() => expect(last(stream)).toMatchObject({ price: 30 }), onScreenMs);
    await stack().start('nats');
  });

  it('do not keep an instance from stopping', async () => {
    const [first] = instances();
    const streams = await Promise.all(
      Array.from({ length: 20 }, () => watch(first?.url ?? '', '/api/tickets/stream')),
    );
    const since = performance.now();

    await stack().stop('tickets-1');

    expect(performance.now() - since).toBeLessThan(graceMs);
    for (const each of streams) expect(each.isEnded()).toBe(true);
    await stack().start('tickets-1');
  });

  it('change in eight tabs of one browser, which asks for nothing meanwhile', async () => {
    const ticket = await aTicketOnSale({ seller, price: 20 });
    const visitor = await visit(stack());
    const context = visitor.page.context();
    const requests: string[] = [];
    const tabs: Page[] = [];
    for (let left = 8; left > 0; left -= 1) {
      const tab = await context.newPage();
      tab.on('request', (request) => requests.push(new URL(request.url()).pathname));
      await tab.goto(`${stack().url}/tickets/${ticket.id}`);
      tabs.push(tab);
    }
    const isStream = (path: string): boolean => path.endsWith('/stream');
    await eventually(() => expect(requests.filter(isStream)).toHaveLength(1));
    requests.length = 0;

    const order = await placeOrder(buyer, ticket);
    for (const tab of tabs) {
      await tab.getByText(/^Held until/).waitFor({ timeout: onScreenMs });
      await tab.getByRole('button', { name: /^Buy for/ }).waitFor({ state: 'detached' });
    }
    expectStatus(await cancel(buyer, order), 204);
    for (const tab of tabs)
      await tab.getByRole('button', { name: /^Buy for/ }).waitFor({ timeout: onScreenMs });

    // Links of a page that has just been loaded may still be prefetched.
    expect(requests.filter((path) => path.startsWith('/api/'))).toEqual([]);
    // The tab with the connection is closed, and another one takes over.
    await tabs[0]?.close();
    const again = await placeOrder(await aMember(stack()), ticket);
    for (const tab of tabs.slice(1))
      await tab.getByText(/^Held until/).waitFor({ timeout: 2 * onScreenMs });
    expect(again.status).toBe('created');
    await visitor.leave();
  });

  it('share four connections if eight tabs show eight tickets', async () => {
    const visitor = await visit(stack());
    const context = visitor.page.context();
    let streams = 0;
    for (let left = 8; left > 0; left -= 1) {
      const { id } = await aTicketOnSale({ seller });
      const tab = await context.newPage();
      tab.on('request', (request) => {
        if (request.url().endsWith('/stream')) streams += 1;
      });
      await tab.goto(`${stack().url}/tickets/${id}`);
      await tab.getByRole('button', { name: /^Buy for/ }).waitFor();
    }

    expect(streams).toBeLessThanOrEqual(4);
    await visitor.leave();
  });

  it('change on the first page', async () => {
    const ticket = await aTicketOnSale({ seller, title: 'The last row of all' });
    const visitor = await visit(stack());
    const card = visitor.page.getByRole('article').filter({ hasText: 'The last row of all' });
    await card.waitFor();

    await placeOrder(buyer, ticket);

    // If the stream opens after the order, its snapshot says only that the ticket is not on sale.
    const news = /Held|Reserved|Not on sale right now/;
    await card.getByText(news).waitFor({ timeout: onScreenMs });
    await visitor.leave();
  });

  it('show that an order is completed, and what to do at the door, without polling', async () => {
    const visitor = await visit(stack());
    await visitor.signUp();
    const ticket = await aTicketOnSale({ seller });
    await visitor.buy(`/tickets/${ticket.id}`);
    await visitor.sees('Held for you for');
    let reads = 0;
    visitor.page.on('request', (request) => {
      if (/\/api\/(orders|payments)\/[0-9a-f]{24}$/.test(request.url())) reads += 1;
    });

    await visitor.payWith(/4242/);

    await visitor.sees('The ticket is yours');
    await visitor.page.getByRole('heading', { name: 'At the door', exact: true }).waitFor();
    // The answer to the payment and the completion of the order are each followed by one reading of both.
    expect(reads).toBeLessThanOrEqual(6);
    await visitor.leave();
  });
});
