import { eventually } from '@ticketing-dev/common/testing';
import { serviceNames } from '@ticketing-dev/local';
import axios from 'axios';

import { charged } from '../../kit/ledger';
import { raisedLimits } from '../../kit/limits';
import { aTicketOnSale, cancel, ended, heldBy, pay, placeOrder } from '../../kit/market';
import { aBuyer, aSeller, expectStatus, type Member } from '../../kit/person';
import { useStack } from '../support/use';

describe('NATS Streaming', () => {
  const stack = useStack({ client: false, env: raisedLimits });
  let seller: Member;
  let buyer: Member;

  beforeAll(async () => {
    [seller, buyer] = [await aSeller(stack()), await aBuyer(stack())];
  });

  const processes = (names: readonly string[]) =>
    stack()
      .processes()
      .filter(({ name }) => names.includes(name));
  const restarts = (...names: string[]) =>
    processes(names).map(({ name, pid, restarts }) => ({ name, pid, restarts }));

  async function expectToSell(): Promise<void> {
    const order = await placeOrder(buyer, await aTicketOnSale({ seller }));
    expectStatus(await pay(buyer, order), 201);
    expect(await ended(buyer, order)).toMatchObject({ status: 'complete' });
    expect(await charged(order, stack())).toMatchObject({ captured: true });
  }

  /** A ticket that all services have a replica of, and that no order holds. */
  async function aKnownTicket() {
    const ticket = await aTicketOnSale({ seller, price: 20 });
    const order = await placeOrder(buyer, ticket);
    // Before the order has reached tickets, no order holds the ticket either.
    await heldBy(ticket, order.id, stack());
    expectStatus(await cancel(buyer, order), 204);
    return heldBy(ticket, undefined, stack());
  }

  it('may be killed: the services remain ready, serve, and publish their events later', async () => {
    const [ordered, dearer] = [await aKnownTicket(), await aKnownTicket()];
    const before = restarts(...serviceNames);
    await stack().stop('nats');

    const order = await placeOrder(buyer, ordered);
    const unpublished = await aTicketOnSale({ seller });
    const cheap = await placeOrder(buyer, dearer);
    const raise = { title: dearer.title, price: 99 };
    expectStatus(await seller.person.call('PUT', `/api/tickets/${dearer.id}`, raise), 200);
    for (const { operatorUrl } of processes(serviceNames)) {
      expect((await axios.get(`${operatorUrl}/readyz`, { timeout: 5_000 })).status).toBe(200);
    }
    await stack().start('nats');

    await heldBy(ordered, order.id, stack());
    expect(await placeOrder(buyer, unpublished)).toMatchObject({ status: 'created' });
    expect(restarts(...serviceNames)).toEqual(before);
    // The price was raised after the order, and before tickets received the order.
    await heldBy(dearer, cheap.id, stack());
    expectStatus(await pay(buyer, cheap), 201);
    expect(await ended(buyer, cheap)).toMatchObject({ status: 'complete', ticket: { price: 20 } });
    expect(await charged(cheap, stack())).toMatchObject({ amount: 2000 });
  });

  it('may be killed with kill -9 while it is idle: no service restarts', async () => {
    const before = restarts(...serviceNames);
    const [nats] = restarts('nats');

    stack().kill('nats');
    await eventually(() =>
      expect(restarts('nats')).toMatchObject([{ restarts: (nats?.restarts ?? 0) + 1 }]),
    );
    await stack().start('nats');

    await expectToSell();
    expect(restarts(...serviceNames)).toEqual(before);
  });

  it('may be the last to start', async () => {
    for (const name of [...serviceNames, 'nats']) await stack().stop(name);

    await Promise.all(serviceNames.map((name) => stack().start(name)));
    await stack().start('nats');

    await expectToSell();
  });
});
