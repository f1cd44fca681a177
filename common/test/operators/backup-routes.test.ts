import express from 'express';
import mongoose from 'mongoose';
import request from 'supertest';

import {
  type BackupDocument,
  backupRoutes,
  errorHandler,
  silentLogger,
  stamp,
} from '@ticketing-dev/common';
import { aggregateSchema, type Database } from '@ticketing-dev/common/mongo';
import { anId, dropAndClose, testDatabase } from '@ticketing-dev/common/testing';

import { setAppLocals } from '../../src/middlewares/app-locals';

const { ObjectId, Binary, Long } = mongoose.mongo;
const id = anId('a'.repeat(24));
const at = new Date(Date.UTC(2026, 0, 31, 9));
const stored = {
  _id: ObjectId.createFromHexString(id),
  version: 3,
  when: at,
  bytes: new Binary(Buffer.from([1, 2, 3])),
  large: Long.fromString('9007199254740993'),
  list: [{ price: 19.99 }, null],
};

const open = async () => {
  const database = testDatabase();
  const store = database.aggregates('Thing', aggregateSchema({}));
  const app = express();
  setAppLocals(app, { logger: silentLogger() });
  app.use(
    backupRoutes({ service: 'things', backup: database.backup(), now: () => at }),
    errorHandler,
  );
  await database.open();
  return { database, store, app };
};

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
const collection = ({ connection }: Database, name: string) =>
  connection.collection<{ _id: unknown }>(name);

describe('a backup of a database', () => {
  let from: Awaited<ReturnType<typeof open>>;
  let to: Awaited<ReturnType<typeof open>>;
  let backup: object[];

  beforeAll(async () => {
    [from, to] = [await open(), await open()];
    await collection(from.database, 'things').insertOne(stored);
    await from.store.record([
      stamp({ subject: 'ticket:updated', data: { id } as never }, id, 3, at),
    ]);
    await collection(from.database, 'leases').insertOne({ _id: 'sweep' });
    const { text } = await request(from.app).post('/backup').buffer().expect(200);
    backup = lines(text);
  });
  afterAll(async () => {
    await dropAndClose(from.database);
    await dropAndClose(to.database);
  });

  const restore = (documents: readonly object[]) =>
    request(to.app)
      .post('/restore')
      .send(documents.map((each) => JSON.stringify(each)).join('\n'));

  it('has a start, every document but leases, the log of events last, and an end', () => {
    expect(backup.at(0)).toEqual({
      service: 'things',
      startedAt: at.toISOString(),
      aggregates: ['things'],
    });
    const names = backup.slice(1, -1).map((each) => (each as BackupDocument).collection);
    expect(names).toEqual(['things', 'events']);
    expect(backup.at(-1)).toEqual({ end: true });
  });

  it('is restored only after a restore has begun', async () => {
    await restore(backup.slice(1, -1)).expect(400);
  });

  it('replaces what a new service has written, and keeps every type', async () => {
    await collection(to.database, 'keys').insertOne({ _id: 'made at the start' });

    await request(to.app).post('/restore/check').expect(204);
    await request(to.app).post('/restore/begin').expect(204);
    // A restore that has begun can begin again.
    await request(to.app).post('/restore/begin').expect(204);
    await restore(backup.slice(1, -1)).expect(200);
    await restore(backup.slice(1, -1)).expect(200);
    await request(to.app).post('/restore/end').expect(204);

    const [found, before] = await Promise.all(
      [to, from].map(({ database }) => collection(database, 'things').findOne({})),
    );
    expect(found).toEqual(before);
    expect(found).toMatchObject({ when: at, list: [{ price: 19.99 }, null] });
    expect(await collection(to.database, 'events').countDocuments()).toBe(1);
    expect(await collection(to.database, 'keys').countDocuments()).toBe(0);
  });

  it('is not restored into a database that is in use, also if it has no event yet', async () => {
    await request(to.app).post('/restore/check').expect(400);
    await request(to.app).post('/restore/begin').expect(400);
    await collection(to.database, 'events').deleteMany({});
    await request(to.app).post('/restore/check').expect(400);
    await request(to.app).post('/restore/begin').expect(400);

    expect(await collection(to.database, 'things').countDocuments()).toBe(1);
  });

  it.each(['nonsense', '{}', '{"collection": 1, "document": {}}'])('refuses %s', async (line) => {
    await request(to.app).post('/restore').send(line).expect(400);
  });
});
