import { silentLogger, systemClock } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import { signedIn, testServer } from '@ticketing-dev/common/testing';
import { Types } from 'mongoose';
import request from 'supertest';

import { ticketStore } from '../../src/models/ticket';
import { startService, type TestService } from '../support/service';

let service: TestService;
beforeEach(async () => (service = await startService()));
afterEach(() => service.close());

const offer = { title: 'Jazz', price: 20, eventName: 'Jazz', row: '4', seat: '12' };
const post = (body: object) =>
  request(service.app).post('/api/tickets').set('Cookie', signedIn('seller')).send(body);

/** A ticket as the build before wrote it. */
const oldTicket = () => ({
  _id: new Types.ObjectId(),
  title: 'Row 1',
  priceInCents: 1_000,
  userId: 'seller',
  version: 0,
  outbox: [],
});

/** As a start of another process would, on the same database. */
async function restart(): Promise<void> {
  const uri = `${testServer('MONGO')}/${service.connection.name}`;
  const database = new Database(uri, { logger: silentLogger(), now: systemClock });
  ticketStore(database);
  await database.open();
  await database.close();
}

describe('the same seat twice', () => {
  it('is refused with 400, and a change to it too', async () => {
    const errors = [{ message: 'You have put this seat on sale already', code: 'SEAT_ON_SALE' }];
    await post(offer).expect(201);
    const { body } = await post({ ...offer, seat: '13' }).expect(201);
    const { id } = body as { id: string };

    await post(offer).expect(400, { errors });
    await request(service.app)
      .put(`/api/tickets/${id}`)
      .set('Cookie', signedIn('seller'))
      .send(offer)
      .expect(400, { errors });
  });

  it('does not matter for tickets that do not name a seat', async () => {
    await post({ title: 'Jazz', price: 20 }).expect(201);
    await post({ title: 'Jazz', price: 20 }).expect(201);
  });

  it('is refused also on a database that the build before wrote', async () => {
    const collection = service.connection.collection('tickets');
    await collection.dropIndex('seatKey_1');
    const old = Array.from({ length: 2_500 }, oldTicket);
    await collection.insertMany(old);

    await restart();

    expect(await collection.countDocuments({ seatKey: { $eq: null } })).toBe(0);
    await post(offer).expect(201);
    await post(offer).expect(400);
  });

  it('does not stop an older build that runs beside this one', async () => {
    const collection = service.connection.collection('tickets');

    await collection.insertMany([oldTicket(), oldTicket()]);

    expect(await collection.countDocuments()).toBe(2);
  });
});
