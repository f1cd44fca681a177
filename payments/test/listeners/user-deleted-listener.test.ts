import { deliver } from '@ticketing-dev/common/testing';

import { UserDeletedListener } from '../../src/events/listeners/user-deleted-listener';
import { startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

describe('the listener of deleted accounts', () => {
  it('erases the cards of the account, and changes nothing if the event is delivered twice', async () => {
    const userId = service.newId();
    const { id: orderId } = await service.anOrder({ userId });
    await service.payments.pay({ userId, orderId, token: 'tok_visa' });
    const listener = new UserDeletedListener(service.payments);
    const [before] = await service.paymentsOf(orderId);

    expect(await deliver(listener, { id: userId, version: 1 })).toBe('acked');
    const [after] = await service.paymentsOf(orderId);
    expect(await deliver(listener, { id: userId, version: 1 })).toBe('acked');

    expect(before?.card).toEqual({ brand: 'visa', last4: '4242' });
    expect(after).toMatchObject({ status: 'authorised', amountInCents: 1_999 });
    expect(after?.card).toBeUndefined();
    expect(await service.paymentsOf(orderId)).toEqual([after]);
  });
});
