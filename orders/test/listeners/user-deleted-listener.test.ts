import { deliver } from '@ticketing-dev/common/testing';

import { Cancelled, Complete, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const orderOf = async (userId: string) => {
  const { id: ticketId } = await service.aTicket();
  return service.orders.create({ userId, ticketId });
};

describe('the listener of deleted users', () => {
  it('cancels the open orders of the user, and no others, also when the event arrives twice', async () => {
    const user = service.store.nextId();
    const open = [await orderOf(user), await orderOf(user)];
    const paid = await orderOf(user);
    await service.orders.complete(paid.id);
    const other = await orderOf('another');

    const event = { id: user, version: 3 };
    expect(await deliver(service.hear.userDeleted, event, { times: 2 })).toBe('acked');

    for (const { id } of open) {
      expect(await service.store.find(id)).toMatchObject({
        status: Cancelled,
        cancelReason: 'buyer',
      });
    }
    expect(await service.store.find(paid.id)).toMatchObject({ status: Complete });
    expect(await service.store.find(other.id)).toMatchObject({ version: 0 });
  });
});
