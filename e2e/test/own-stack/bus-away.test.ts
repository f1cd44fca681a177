import { eventually } from '@ticketing-dev/common/testing';
import axios from 'axios';

import { charged } from '../../kit/ledger';
import { aTicketOnSale, cancel, ended, heldBy, pay, placeOrder } from '../../kit/market';
import { raisedLimits } from '../../kit/limits';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
import { aBuyer, aSeller, expectStatus, type Member } from '../../kit/person';

const answerMs = 5_000;
const services = ['auth', 'tickets', 'orders', 'expiration', 'payments'];

describe('NATS Streaming', () => {
  let stack: OwnStack;
  let seller: Member;
  let buyer: Member;

  beforeAll(async () => {
    stack = await anOwnStack({ client: false, env: raisedLimits });
    [seller, buyer] = [await aSeller(stack), await aBuyer(stack)];
  });
  afterAll(() => stack.end());

  const restarts = () =>
    stack
      .processes()
      .filter(({ name }) => services.includes(name))
      .map((process) => [process.name, process.pid, process.restarts]);

  const buysAndPays = async (): Promise<void> => {
    const order = await placeOrder(buyer, await aTicketOnSale({ seller }));
    expectStatus(await pay(buyer, order), 201);
    expect(await ended(buyer, order)).toMatchObject({ status: 'complete' });
    await charged(order, stack);
  };

  /** A ticket that all services know, with nobody's order on it. */
  const aKnownTicket = async () => {
    const ticket = await aTicketOnSale({ seller, price: 20 });
    const order = await placeOrder(buyer, ticket);
    // A ticket that the order has not reached yet is nobody's too, and may be held at any moment.
    await heldBy(ticket, order.id, stack);
    expectStatus(await cancel(buyer, order), 204);
    return heldBy(ticket, undefined, stack);
  };

  it('may be killed: the services stay up, serve, and catch up when it is back', async () => {
    const [ordered, dearer] = [await aKnownTicket(), await aKnownTicket()];
    const before = restarts();
    await stack.stop('nats');

    const order = await placeOrder(buyer, ordered);
    const unsaid = await aTicketOnSale({ seller });
    const cheap = await placeOrder(buyer, dearer);
    const raise = { title: dearer.title, price: 99 };
    expectStatus(await seller.person.call('PUT', `/api/tickets/${dearer.id}`, raise), 200);
    for (const { name, operatorUrl = '' } of stack.processes()) {
      if (services.includes(name)) expect(await isReady(operatorUrl)).toBe(true);
    }
    await stack.start('nats');

    await heldBy(ordered, order.id, stack);
    expect(await placeOrder(buyer, unsaid)).toMatchObject({ status: 'created' });
    expect(restarts()).toEqual(before);
    // The price was raised after the order, and before tickets had heard of it.
    await heldBy(dearer, cheap.id, stack);
    expectStatus(await pay(buyer, cheap), 201);
    expect(await ended(buyer, cheap)).toMatchObject({ status: 'complete', ticket: { price: 20 } });
    expect(await charged(cheap, stack)).toMatchObject({ amount: 2000 });
  });

  it('may be killed with a kill -9 while nothing happens, and nobody notices', async () => {
    const before = restarts();
    const nats = () => stack.processes().find(({ name }) => name === 'nats');
    const times = nats()?.restarts ?? 0;

    stack.kill('nats');
    await eventually(() => expect(nats()?.restarts).toBe(times + 1), 20_000);
    await stack.start('nats');

    await buysAndPays();
    expect(restarts()).toEqual(before);
  });

  it('may be the last to start', async () => {
    for (const name of [...services, 'nats']) await stack.stop(name);

    await Promise.all(services.map((name) => stack.start(name)));
    await stack.start('nats');

    await buysAndPays();
  });
});

async function isReady(url: string): Promise<boolean> {
  const options = { timeout: answerMs, validateStatus: () => true };
  const { status } = await axios.get(`${url}/readyz`, options);
  return status === 200;
}
