import { Writable } from 'node:stream';

import { signedIn, unknownId } from '@ticketing-dev/common/testing';
import pino from 'pino';
import request from 'supertest';

import {
  aBuyer,
  cookieOf,
  currentUser,
  post,
  setCookie,
  signIn,
  signUp,
  theService,
} from '../support/service';

let written = '';
const output = new Writable({
  write(chunk: Buffer, _encoding, done) {
    written += chunk.toString();
    done();
  },
});
const service = theService({}, pino({ base: {}, level: 'debug' }, output));
const path = '/api/users/account';

async function aMember(overrides: Parameters<typeof aBuyer>[0] = {}) {
  const buyer = aBuyer(overrides);
  const response = await signUp(service.app, buyer).expect(201);
  return { ...buyer, id: String(response.body.id), cookie: cookieOf(response) };
}

const show = (cookie: string) => request(service.app).get(path).set('Cookie', cookie);
const changeTo = (cookie: string, body: object) =>
  request(service.app).put(path).set('Cookie', cookie).send(body);
const change = (cookie: string, name: unknown) => changeTo(cookie, { name });
const publicLineOf = (id: string) => request(service.app).get(`/api/users/${id}/public`);
const remove = (cookie: string, password: unknown) =>
  request(service.app).delete(path).set('Cookie', cookie).send({ password });

describe('the account', () => {
  it('shows the user’s own data', async () => {
    const { id, email, cookie } = await aMember();

    const { body } = await show(cookie).expect(200);

    expect(body).toEqual({ id, email, since: expect.stringMatching(/^20.*Z$/) });
  });

  it('has a public name, which others see without the address', async () => {
    const { id, cookie } = await aMember();

    const { body } = await change(cookie, '  Ann of Harbour\n').expect(200);

    expect(body).toMatchObject({ id, name: 'Ann of Harbour' });
    const line = await publicLineOf(id).expect(200);
    expect(line.body).toEqual({ name: 'Ann of Harbour', since: body.since });
  });

  it.each([[null], ['']])('loses its name by %p', async (name) => {
    const { id, cookie } = await aMember();
    await change(cookie, 'Ann').expect(200);

    await change(cookie, name).expect(200);

    expect((await publicLineOf(id).expect(200)).body).not.toHaveProperty('name');
  });

  it.each([
    [7, 'Name must be text of at most 60 characters'],
    [undefined, 'Name must be text of at most 60 characters'],
    ['x'.repeat(61), 'Name must be text of at most 60 characters'],
    ['\u3164', 'Name must be text of at most 60 characters'],
    ['4242 4242 4242 4242', 'Name must not contain a card number'],
  ])('refuses the name %p', async (name, message) => {
    const { cookie } = await aMember();

    const { body } = await change(cookie, name).expect(400);

    expect(body.errors).toEqual([{ message, field: 'name', code: 'INVALID_REQUEST' }]);
  });

  it('has the language that the browser asks for at the sign-up', async () => {
    const buyer = aBuyer();
    const response = await signUp(service.app, buyer)
      .set('Accept-Language', 'es-MX,es;q=0.9,en;q=0.5')
      .expect(201);

    expect((await show(cookieOf(response)).expect(200)).body).toMatchObject({ language: 'es' });
  });

  it('has another language without a change of the name', async () => {
    const { cookie } = await aMember();
    await change(cookie, 'Ann').expect(200);

    const { body } = await changeTo(cookie, { language: 'es' }).expect(200);

    expect(body).toMatchObject({ name: 'Ann', language: 'es' });
  });

  it('refuses a language that the shop does not have', async () => {
    const { cookie } = await aMember();

    const { body } = await changeTo(cookie, { language: 'fr' }).expect(400);

    expect(body.errors).toEqual([
      { message: 'Language must be en or es', field: 'language', code: 'INVALID_REQUEST' },
    ]);
  });

  it.each([
    ['unknown', unknownId],
    ['malformed', 'x'],
  ])('has no public line for an %s id', (_w, id) => publicLineOf(id).expect(404));

  it('is exported with its sessions and mails, and without hashes', async () => {
    const { email, cookie } = await aMember();
    await post(service.app, '/api/users/email-proof', cookie).expect(202);
    await service.mails.sendDue();

    const { body } = await request(service.app).get(`${path}/export`).set('Cookie', cookie);

    expect(body).toEqual({
      account: expect.objectContaining({ email }),
      sessions: [{ endsAt: expect.stringMatching(/Z$/) }],
      mails: [{ kind: 'email-proof', state: 'sent', sentAt: expect.stringMatching(/Z$/) }],
    });
  });

  it('is not there for a token without an account', async () => {
    await show(signedIn()).expect(404);
  });

  it.each(['get', 'put', 'delete'] as const)('is refused without a session: %s', async (method) => {
    await request(service.app)[method](path).expect(401);
  });
});

describe('deleting the account', () => {
  it('ends its sessions, publishes both, and clears the cookie', async () => {
    const { id, email, password, cookie } = await aMember();

    const response = await remove(cookie, password).expect(200, {});

    expect(setCookie(response)).toMatch(/^session=;/);
    expect(await currentUser(service.app, cookie)).toBeNull();
    await signIn(service.app, { email, password }).expect(400);
    await publicLineOf(id).expect(404);
    expect(await service.saidBy(id)).toMatchObject([
      { subject: 'session:ended' },
      { subject: 'user:deleted', data: { id, version: 2 } },
    ]);
  });

  it('leaves the address nowhere: in no collection, and in no line of the log', async () => {
    const email = 'whom-nobody-knows@example.com';
    const { password, cookie } = await aMember({ email });
    await post(service.app, '/api/users/password-reset', undefined, { email }).expect(202);
    await post(service.app, '/api/users/email-proof', cookie).expect(202);
    await service.mails.sendDue();
    await signIn(service.app, { email, password: 'not the password' }).expect(400);
    await change(cookie, 'A name to forget').expect(200);
    const before = await everything();
    expect(before).toContain(email);

    await remove(cookie, password).expect(200);

    const after = await everything();
    expect(after).toContain('user:deleted');
    expect(after).not.toContain('whom-nobody-knows');
    expect(after).not.toContain('A name to forget');
    expect(written).toContain('account deleted');
    expect(written).not.toContain('whom-nobody-knows');
  });

  it('frees the address for a new account', async () => {
    const { id, email, password, cookie } = await aMember();
    await remove(cookie, password).expect(200);

    const response = await signUp(service.app, { email, password }).expect(201);

    expect(response.body.id).not.toBe(id);
  });

  it('makes one-time links and waiting mails useless', async () => {
    const { email, password, cookie } = await aMember();
    const ask = () => post(service.app, '/api/users/password-reset', undefined, { email });
    await ask().expect(202);
    await service.mails.sendDue();
    const token = service.mailer.tokenTo(email);
    await ask().expect(202);

    await remove(cookie, password).expect(200);
    await service.mails.sendDue();

    expect(service.mailer.to(email)).toHaveLength(1);
    await post(service.app, '/api/users/password-reset/confirm', undefined, {
      token,
      newPassword: 'another good password',
    }).expect(400);
  });

  it('leaves no session of a concurrent sign-in', async () => {
    const { email, password, cookie } = await aMember();

    const [, entered] = await Promise.all([
      remove(cookie, password).expect(200),
      signIn(service.another().app, { email, password }),
    ]);

    if (entered.status === 200) {
      expect(await currentUser(service.app, cookieOf(entered))).toBeNull();
    }
  });

  it('is refused with a wrong password, and changes nothing', async () => {
    const { cookie } = await aMember();

    await remove(cookie, 'not the password').expect(400, {
      errors: [{ message: 'The password is wrong', code: 'INVALID_CREDENTIALS' }],
    });

    await show(cookie).expect(200);
  });

  it.each([[undefined], [7], ['']])('is refused with the password %p', async (password) => {
    const { cookie } = await aMember();

    const { body } = await remove(cookie, password).expect(400);

    expect(body.errors).toMatchObject([{ message: 'You must supply a password' }]);
  });
});

/** All documents of all collections, as text. */
async function everything(): Promise<string> {
  const collections = (await service.connection.db?.collections()) ?? [];
  const documents = await Promise.all(collections.map((each) => each.find().toArray()));
  return JSON.stringify(documents);
}
