import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { eventually } from '@ticketing-dev/common/testing';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';

import { type MailServer, startMailServer } from '../../kit/mail-server';
import { aTicketOnSale, ended, pay, placeOrder } from '../../kit/market';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
import { aMember, aSeller, expectStatus, type Member, password } from '../../kit/person';

const withinMs = 30_000;

/** How an address may be written: plain, in a URL, and in Base64 at each of the three offsets that Base64 has. */
function spellingsOf(email: string): string[] {
  const inBase64 = [0, 1, 2].map((offset) =>
    // The first and the last characters depend on what stands beside it.
    Buffer.from(`${'x'.repeat(offset)}${email}`)
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  );
  return [email, encodeURIComponent(email), ...inBase64];
}

const has = (content: string, email: string): boolean =>
  spellingsOf(email).some((spelling) => content.toLowerCase().includes(spelling.toLowerCase()));

async function collectionsWith(email: string, { addresses }: OwnStack): Promise<string[]> {
  const found: string[] = [];
  for (const [service, uri] of Object.entries(addresses.mongo)) {
    const client = await MongoClient.connect(uri);
    for (const { name } of await client.db().listCollections().toArray()) {
      const documents = await client.db().collection(name).find().toArray();
      if (has(JSON.stringify(documents), email)) found.push(`${service}.${name}`);
    }
    await client.close();
  }
  return found;
}

async function redisKeysWith(email: string, { addresses }: OwnStack): Promise<string[]> {
  const redis = new Redis(addresses.redis);
  const found: string[] = [];
  for (const key of await redis.keys('*')) {
    const value = await redis.dumpBuffer(key);
    if (has(key + value.toString('latin1'), email)) found.push(key);
  }
  redis.disconnect();
  return found;
}

/**
 * All files of the stack: the logs of every process, the channels of NATS Streaming, and the files of Redis. The files of
 * a database are left out: it keeps replaced pages for a while, which no query can read.
 */
function filesWith(text: string, stack: OwnStack): string[] {
  const folder = path.resolve(path.dirname(stack.logFile('auth')), '..');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => !/-mongo\/[^/]+$/.test(file))
    .filter((file) => has(readFileSync(file, 'latin1'), text))
    .map((file) => path.relative(folder, file));
}

/** Everything that a person may do, so that every place which could store the address has had its chance. */
async function useTheShop(person: Member): Promise<void> {
  const { person: client, email } = person;
  const seller = await aSeller(client.shop);
  const ticket = await aTicketOnSale({ seller });
  const order = await placeOrder(person, ticket);
  expectStatus(await pay(person, order, 'tok_visa'), 201);
  await ended(person, order);
  await aTicketOnSale({ seller: person });
  expectStatus(await client.call('PUT', '/api/users/account', { name: 'Ann' }), 200);
  expectStatus(await client.call('POST', '/api/users/email-proof'), 202);
  expectStatus(await client.call('POST', '/api/users/password-reset', { email }), 202);
  expectStatus(await client.call('GET', '/api/users/account/export'), 200);
  const wrong = { email, password: 'not the password' };
  expectStatus(await client.call('POST', '/api/users/signin', wrong), 400);
  expectStatus(await client.call('POST', '/api/users/signup', { email, password }), 400);
  // A malformed body and a path with the address.
  expectStatus(await client.call('POST', '/api/tickets', { title: '', price: email }), 400);
  expectStatus(await client.call('GET', `/api/tickets/${encodeURIComponent(email)}`), 404);
}

describe('the address of a deleted person', () => {
  let mailServer: MailServer;
  let stack: OwnStack;
  beforeAll(async () => {
    mailServer = await startMailServer();
    stack = await anOwnStack({ client: false, env: { SMTP_URL: mailServer.url } });
  });
  afterAll(async () => {
    await stack.end();
    await mailServer.close();
  });

  it('is only in the account before, and nowhere afterwards', async () => {
    const person = await aMember(stack);
    const { email } = person;
    await useTheShop(person);
    await eventually(() => expect(mailServer.received.size).toBeGreaterThan(3), withinMs);

    expect(await collectionsWith(email, stack)).toEqual(['auth.users']);

    expectStatus(await person.person.call('DELETE', '/api/users/account', { password }), 200);

    expect(await collectionsWith(email, stack)).toEqual([]);
    expect(await redisKeysWith(email, stack)).toEqual([]);
    expect(filesWith(email, stack)).toEqual([]);
    // The search reads the files: the id is in a log and in a channel.
    const named = filesWith(person.id, stack).join();
    expect(named).toMatch(/auth\.log/);
    expect(named).toMatch(/user:deleted/);
  });

  it('would be found in another spelling', () => {
    const email = 'ann@example.com';
    const token = Buffer.from(`{"id":"1","email":"${email}"}`).toString('base64url');

    expect(has(`session=${token}`, email)).toBe(true);
    expect(has('GET /?email=Ann%40Example.com', email)).toBe(true);
    expect(has('bob@example.com', email)).toBe(false);
  });
});
