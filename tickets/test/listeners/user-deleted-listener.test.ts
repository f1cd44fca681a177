import { deliver } from '@ticketing-dev/common/testing';

import { UserDeletedListener } from '../../src/events/listeners/user-deleted-listener';
import { anOrder, completed, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const sell = (userId: string) =>
  service.tickets.create(userId, { title: 'Row 1', priceInCents: 2_000 });
const offSale = async (id: Awaited<ReturnType<typeof sell>>['id']) =>
  (await service.tickets.show(id)).ticket.offSale;

describe('the listener of deleted users', () => {
  it('takes the tickets of the account off sale, and no others, also when the event arrives twice', async () => {
    const id = anOrder(await sell('somebody')).id;
    const own = [await sell(id), await sell(id)];
    const sold = await sell(id);
    const order = anOrder(sold);
    await deliver(service.hear.created, order);
    await deliver(service.hear.completed, completed(order));
    const other = await sell('another');

    const listener = new UserDeletedListener(service.tickets);
    expect(await deliver(listener, { id, version: 3 }, { times: 2 })).toBe('acked');

    for (const ticket of own) expect(await offSale(ticket.id)).toBe('requested');
    expect(await offSale(sold.id)).toBeUndefined();
    expect(await offSale(other.id)).toBeUndefined();
  });
});
