import { OrderStatus, type PassBody, type PassKeysBody, silentLogger } from '@ticketing-dev/common';
import { deliver, signedIn, unknownId } from '@ticketing-dev/common/testing';
import request from 'supertest';

import { passKey, readCode } from '../../src/domain/codes';
import { createPasses } from '../../src/domain/passes';
import { getPass, openDoor, passOf, refund, sell, type Sold } from '../support/passes';
import { anOrder, cancelled, completed, startService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => (service = await startService()));
afterAll(() => service.close());

const details = { eventName: 'Jazz', seat: '12', faceValueInCents: 1_800 };
const notAuthorized = { errors: [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }] };
const notFound = { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] };

describe('GET /api/tickets/passes/:orderId', () => {
  it('shows the buyer the code, and that no cache may store it', async () => {
    const { ticket, order } = await sell(service, { details });

    const { body } = await getPass(service, order.id)
      .expect(200)
      .expect('Cache-Control', 'no-store');

    const { code, typedCode, ...pass } = body as PassBody;
    expect(pass).toEqual({
      orderId: order.id,
      seatId: ticket.id,
      serial: 1,
      state: 'valid',
      ticket: { title: 'Row 1', eventName: 'Jazz', seat: '12', faceValue: 18 },
    });
    const known = await service.keys();
    const read = (text = '') => readCode(text, (id) => known.find(id));
    expect(read(code)?.seatId).toBe(ticket.id);
    expect(read(typedCode)?.typedHash).toBe(read(code)?.typedHash);
  });

  it('shows the same code each time, and to an id in capitals', async () => {
    const sold = await sell(service);
    const first = await passOf(service, sold);

    expect(await passOf(service, sold)).toEqual(first);
    await getPass(service, sold.order.id.toUpperCase()).expect(200, first);
  });

  it('stores no code', async () => {
    const sold = await sell(service);
    const { code = '', typedCode = '' } = await passOf(service, sold);

    const stored = JSON.stringify([
      await service.passStore.find(sold.ticket.id),
      await service.passEventsOf(sold.ticket.id),
    ]);

    for (const secret of [code, code.split('.')[1] ?? '', typedCode, typedCode.replaceAll('-', '')])
      expect(stored).not.toContain(secret);
  });

  it('says when and where the pass was used, and shows no code any more', async () => {
    const sold = await sell(service);
    const { code = '' } = await passOf(service, sold);
    const door = await openDoor(service, sold.ticket);
    await door.admits(code);

    const pass = await passOf(service, sold);

    expect(pass).toMatchObject({
      state: 'admitted',
      door: 'North gate',
      admittedAt: service.clock.now().toISOString(),
    });
    expect(pass).not.toHaveProperty('code');
    expect(pass).not.toHaveProperty('typedCode');
  });

  it('shows no code after a refund', async () => {
    const sold = await sell(service);

    await service.passes.revoke(sold.order.id);

    expect(await passOf(service, sold)).not.toHaveProperty('code');
    expect(await passOf(service, sold)).toMatchObject({ state: 'revoked' });
  });

  describe('of an order that was completed before passes existed', () => {
    /** The copy that an older build stored: without the buyer. */
    async function completedBefore(): Promise<Sold> {
      const ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 100 });
      const order = anOrder(ticket);
      const { Complete: status } = OrderStatus;
      await service.orders.keepNewest({ id: order.id, version: 1, ticketId: ticket.id, status });
      return { ticket, order };
    }
    const republish = ({ order }: Sold) => deliver(service.hear.completed, completed(order));

    it('is not there until order:completed is published again', async () => {
      const sold = await completedBefore();
      await getPass(service, sold.order.id).expect(404, notFound);

      expect(await republish(sold)).toBe('acked');

      expect(await service.orders.find(sold.order.id)).toMatchObject({ userId: 'buyer' });
      expect(await service.passEventsOf(sold.ticket.id)).toHaveLength(1);
      expect(await passOf(service, sold)).toMatchObject({ serial: 1, state: 'valid' });
    });

    it('is revoked by a refund when order:completed is published again', async () => {
      const sold = await completedBefore();
      expect(await refund(service, sold.order.id)).not.toBe('acked');

      await republish(sold);

      expect(await refund(service, sold.order.id)).toBe('acked');
      expect(await passOf(service, sold)).toMatchObject({ state: 'revoked' });
    });
  });

  it('issues the pass of a complete order when its buyer asks, if it was not issued', async () => {
    const ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 100 });
    const order = anOrder(ticket);
    await service.tickets.followOrder({
      id: order.id,
      version: 1,
      ticketId: ticket.id,
      status: OrderStatus.Complete,
      userId: 'buyer',
    });

    const passes = await Promise.all(
      Array.from({ length: 5 }, () => passOf(service, { ticket, order })),
    );

    expect(new Set(passes.map(({ code }) => code)).size).toBe(1);
    expect(await service.passEventsOf(ticket.id)).toHaveLength(1);
  });

  it('issues a new code if the key of the old one is lost', async () => {
    const sold = await sell(service);
    const { code } = await passOf(service, sold);
    const { current } = await service.keys();
    const withKey = (secret: string) =>
      createPasses({
        passes: service.passStore,
        orders: service.orders,
        tickets: service.store,
        keys: () => Promise.resolve(only(secret)),
        logger: silentLogger(),
      });
    const only = (secret: string) => {
      const key = passKey(secret);
      const find = (id: string) => (id === key.id ? key : undefined);
      return { current: key, all: [key], find };
    };

    const shown = await Promise.all(
      Array.from({ length: 4 }, () => withKey('the new key').show(sold.order.id, 'buyer')),
    );

    expect(shown.map(({ pass }) => pass)).toMatchObject(
      shown.map(() => ({ serial: 2, keyId: passKey('the new key').id })),
    );
    expect(new Set(shown.map((each) => each.code?.signed)).size).toBe(1);
    expect(shown[0]?.code?.signed).not.toBe(code);
    expect(current.id).not.toBe(passKey('the new key').id);
  });

  it('is only for the buyer', async () => {
    const { order } = await sell(service);

    await request(service.app).get(`/api/tickets/passes/${order.id}`).expect(401, notAuthorized);
    await getPass(service, order.id, 'seller').expect(401, notAuthorized);
  });

  it('is not there for an order that is unknown, open or cancelled', async () => {
    const ticket = await service.tickets.create('seller', { title: 'Row 1', priceInCents: 100 });
    const order = anOrder(ticket);

    await getPass(service, unknownId).expect(404, notFound);
    await getPass(service, 'not-an-id').expect(404, notFound);
    await deliver(service.hear.created, order);
    await getPass(service, order.id).expect(404, notFound);
    await deliver(service.hear.cancelled, cancelled(order));
    await getPass(service, order.id).expect(404, notFound);
  });
});

describe('GET /api/tickets/passes/keys', () => {
  it('shows everybody the public keys, which verify a code', async () => {
    const sold = await sell(service);
    const { code = '' } = await passOf(service, sold);

    const { body } = await request(service.app)
      .get('/api/tickets/passes/keys')
      .expect(200)
      .expect('Cache-Control', 'public, max-age=300');

    const [{ id, publicKey } = { id: '', publicKey: '' }] = (body as PassKeysBody).keys;
    const [version = '', payload = '', signature = ''] = code.split('.');
    const key = await crypto.subtle.importKey(
      'raw',
      Buffer.from(publicKey, 'base64'),
      'Ed25519',
      true,
      ['verify'],
    );
    expect(Buffer.from(payload, 'base64url').toString('hex').slice(0, 8)).toBe(id);
    expect(
      await crypto.subtle.verify(
        'Ed25519',
        key,
        Buffer.from(signature, 'base64url'),
        Buffer.from(`${version}.${payload}`),
      ),
    ).toBe(true);
  });

  it('shows no secret', async () => {
    const [stored] = await service.connection.collection('passkeys').find().toArray();
    const { text } = await request(service.app)
      .get('/api/tickets/passes/keys')
      .set('Cookie', signedIn());

    expect(stored?.['secret']).toHaveLength(43);
    expect(text).not.toContain(String(stored?.['secret']));
  });
});
