import { errorHandler, timelineRoute } from '@ticketing-dev/common';
import { dropAndClose, testDatabase } from '@ticketing-dev/common/testing';
import express from 'express';
import request from 'supertest';

import type { User } from '../../src/domain/user';
import { mailStore } from '../../src/models/mail';
import { userStore } from '../../src/models/user';
import { findUserId } from '../../src/operators/find-user-id';
import { timeline } from '../../src/operators/timeline';

const email = 'änn@example.com';
const database = testDatabase();
const users = userStore(database);
const mails = mailStore(database);
const history = database.history();
const user: User = { id: users.nextId(), version: 0, email, passwordHash: 'hash', sessions: [] };
const app = express().use(
  findUserId(users),
  timelineRoute(timeline({ users, mails, history }), undefined),
  errorHandler,
);

beforeAll(async () => {
  await database.open();
  await users.insert(user);
  await mails.insert({
    id: mails.nextId(),
    version: 0,
    key: `order:completed/${'a'.repeat(24)}/1 bought`,
    kind: 'bought',
    userId: user.id,
    state: 'sent',
    tries: 1,
    dueAt: new Date(),
    sentAt: new Date(),
  });
});
afterAll(() => dropAndClose(database));

describe('GET /user-id', () => {
  const ask = (address: string) => request(app).get('/user-id').set('X-Email', address);

  it('finds an account by its address, which is in no URL', async () => {
    await ask(encodeURIComponent(email)).expect(200, { id: user.id });
  });

  it('answers 404 for an unknown address, and 400 for what is none', async () => {
    await ask('bob@example.com').expect(404);
    await ask('bob').expect(400);
    await ask('%').expect(400);
  });
});

describe('GET /timeline', () => {
  it('has an account and its mails, without its address', async () => {
    const { body, text } = await request(app).get(`/timeline?user=${user.id}`).expect(200);

    expect(body).toMatchObject({
      facts: [{ what: 'account created' }, { what: 'mail sent', details: { kind: 'bought' } }],
      now: [{ kind: 'user', sessions: 0, isConfirmed: false }],
    });
    expect(text).not.toContain('example.com');
    expect(text).not.toContain('hash');
  });

  it('has the mails of an order', async () => {
    const { body } = await request(app)
      .get(`/timeline?order=${'a'.repeat(24)}`)
      .expect(200);

    expect(body).toMatchObject({ facts: [{ what: 'mail sent' }] });
  });
});
