import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { NewDoorBody } from '@ticketing-dev/common';
import { repository } from '@ticketing-dev/local';
import axios from 'axios';
import { Agent, request } from 'undici';

import { aTicketOnSale, cancel, order, pay, placeOrder } from '../../kit/market';
import {
  aMember,
  anEmail,
  type Answer,
  expectStatus,
  type Member,
  messagesOf,
  password,
  Person,
} from '../../kit/person';
import { inPool } from '../../kit/pool';
import { useStack } from '../support/use';

/** The table of docs/limits.md: setting, default, what counts, window, service. */
const limits = [
  ...readFileSync(path.join(repository, 'docs/limits.md'), 'utf8').matchAll(
    /^\| `([A-Z_]+)` +\| ([\d,]+) +\|.*\| (.*?) *\| (\w+) *\|$/gm,
  ),
].map(([, setting = '', most = '', window = '', service = '']) => ({
  setting,
  most: Number(most.replaceAll(',', '')),
  window: window.replaceAll('`', ''),
  service,
}));
const counted = limits.filter(({ window }) => window !== '');

const holdSeconds = 900;
const windowSeconds: Readonly<Record<string, number>> = {
  'ten minutes': 600,
  'an hour': 3_600,
  'a day': 86_400,
  EXPIRATION_WINDOW_SECONDS: holdSeconds,
  'until one of them ends': holdSeconds,
};
/** How long the attempts may take on a busy machine. One of the limits needs a thousand hashes. */
const patienceSeconds = 600;

/** More concurrent hashes would wait, and a long wait is answered with 503. */
const concurrentHashes = 2;

/** The name of a limit in the metric and in the log. */
const nameOf = (setting: string): string =>
  setting
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/^sign /, 'sign-');

interface Attempts {
  /** The answer to each attempt before the limit is reached. */
  readonly status: number;
  readonly attempt: (i: number) => Promise<Answer<unknown>>;
  readonly concurrency?: number;
}

describe('the platform at its default settings', () => {
  const settings = [...limits.map(({ setting }) => setting), 'EXPIRATION_WINDOW_SECONDS', 'LIMITS'];
  // Without the settings of the environment.
  const stack = useStack({
    client: false,
    mailbox: true,
    env: Object.fromEntries(settings.map((name) => [name, ''])),
  });
  let seller: Member;

  beforeAll(async () => {
    seller = await aMember(stack());
  });

  const processOf = (service: string) =>
    stack()
      .processes()
      .find(({ name }) => name === service);
  const authUrl = () => processOf('auth')?.url ?? '';

  /** Calls auth as the gateway does for a visitor from this address. */
  async function askAuth(from: string, action: string, body: object): Promise<Answer<unknown>> {
    const headers = { 'X-Forwarded-For': from };
    const answer = await axios.post<unknown>(`${authUrl()}/api/users/${action}`, body, {
      headers,
      validateStatus: () => true,
    });
    return { status: answer.status, body: answer.data, headers: answer.headers };
  }

  const wrong = 'not the password';
  const guess = (person: Person, email: string): Promise<Answer<unknown>> =>
    person.call('POST', '/api/users/signin', { email, password: wrong });
  const declined = (buyer: Member, of = { id: '' }) => pay(buyer, of, 'tok_chargeDeclined');
  const tickets = (count: number) =>
    inPool(Array.from({ length: count }), 4, () => aTicketOnSale({ seller }));

  const attemptsOf: Readonly<Record<string, (most: number) => Attempts | Promise<Attempts>>> = {
    SIGN_INS_PER_ACCOUNT() {
      const email = anEmail();
      return { status: 400, attempt: () => guess(new Person(stack()), email) };
    },
    async SIGN_INS_PER_DEVICE() {
      const { email, person } = await aMember(stack());
      return { status: 400, attempt: () => guess(person, email) };
    },
    SIGN_INS_PER_ADDRESS(most) {
      // Ten attempts for each account do not reach the account's own limit.
      const emails = Array.from({ length: 1 + most / 10 }, anEmail);
      const attempt = (i: number) =>
        askAuth('203.0.113.1', 'signin', { email: emails[Math.floor(i / 10)], password: wrong });
      return { status: 400, attempt, concurrency: concurrentHashes };
    },
    SIGN_UPS_PER_ADDRESS() {
      // The attempts count although the e-mail address is in use, and they need no hash.
      const { email } = seller;
      const attempt = () => askAuth('203.0.113.2', 'signup', { email, password });
      return { status: 400, attempt, concurrency: concurrentHashes };
    },
    MAIL_LINKS_PER_ACCOUNT() {
      const email = anEmail();
      return { status: 202, attempt: () => askAuth('203.0.113.4', 'password-reset', { email }) };
    },
    MAIL_LINKS_PER_ADDRESS() {
      const attempt = () => askAuth('203.0.113.5', 'password-reset', { email: anEmail() });
      // Each answer takes a moment, whether there is an account or not.
      return { status: 202, attempt, concurrency: 20 };
    },
    async NEW_TICKETS_PER_ACCOUNT() {
      const { person } = await aMember(stack());
      const offer = { title: 'Row 1', price: 20 };
      return { status: 201, attempt: () => person.call('POST', '/api/tickets', offer) };
    },
    async TICKET_EDITS_PER_ACCOUNT() {
      const owner = await aMember(stack());
      const { id } = await aTicketOnSale({ seller: owner });
      const attempt = (i: number): Promise<Answer<unknown>> =>
        owner.person.call('PUT', `/api/tickets/${id}`, { title: 'Row 1', price: 20 + i });
      return { status: 200, attempt };
    },
    async DOORS_PER_ACCOUNT() {
      const owner = await aMember(stack());
      const { id: ticketId } = await aTicketOnSale({ seller: owner });
      const door = { ticketId, name: 'North gate' };
      return { status: 201, attempt: () => owner.person.call('POST', '/api/tickets/doors', door) };
    },
    async WRONG_CODES_PER_DOOR() {
      const owner = await aMember(stack());
      const { id: ticketId } = await aTicketOnSale({ seller: owner });
      const door = { ticketId, name: 'North gate' };
      const made = await owner.person.call<NewDoorBody>('POST', '/api/tickets/doors', door);
      const headers = { Authorization: `Bearer ${made.body.token}` };
      const attempt = async (i: number): Promise<Answer<unknown>> => {
        const answer = await axios.post<unknown>(
          `${processOf('tickets')?.url}/api/tickets/door/admissions`,
          { attemptId: `attempt-${i}`, code: '0000-0000-0000' },
          { headers, validateStatus: () => true },
        );
        return { status: answer.status, body: answer.data, headers: answer.headers };
      };
      return { status: 200, attempt };
    },
    async OPEN_ORDERS_PER_ACCOUNT(most) {
      const [buyer, some] = [await aMember(stack()), await tickets(most + 1)];
      return { status: 201, attempt: (i) => order(buyer, some[i]?.id ?? '') };
    },
    async HOLDS_PER_TICKET() {
      const [buyer, ticket] = [await aMember(stack()), await aTicketOnSale({ seller })];
      const attempt = async () => {
        const answer = await order(buyer, ticket.id);
        if (answer.status === 201) expectStatus(await cancel(buyer, answer.body), 204);
        return answer;
      };
      return { status: 201, attempt };
    },
    async CARD_REFUSALS_PER_ORDER() {
      const buyer = await aMember(stack());
      const placed = await placeOrder(buyer, await aTicketOnSale({ seller }));
      return { status: 400, attempt: () => declined(buyer, placed) };
    },
    async CARD_REFUSALS_PER_ACCOUNT(most) {
      const buyer = await aMember(stack());
      // Two attempts for each order do not reach the order's own limit.
      const some = await tickets(1 + most / 2);
      const orders = await inPool(some, 1, (ticket) => placeOrder(buyer, ticket));
      return { status: 400, attempt: (i) => declined(buyer, orders[Math.floor(i / 2)]) };
    },
  };

  it('has a test of each documented limit', () => {
    expect(limits.length).toBeGreaterThan(0);
    const tested = [...Object.keys(attemptsOf), 'PASSWORD_QUEUE_SECONDS'];
    expect(tested.sort()).toEqual(limits.map(({ setting }) => setting).sort());
  });

  it.each(counted)(
    'accepts $most for $setting, and not one more',
    async ({ setting, most, window }) => {
      const { status, attempt, concurrency = 1 } = (await attemptsOf[setting]?.(most)) as Attempts;
      const accepted = Array.from({ length: most }, (_, i) => i);
      await inPool(accepted, concurrency, async (i) => expectStatus(await attempt(i), status));

      const refused = await attempt(most);

      expect(refused.status).toBe(429);
      expect(messagesOf(refused)).toHaveLength(1);
      const seconds = Number(refused.headers['retry-after']);
      const longest = windowSeconds[window] ?? 0;
      expect(seconds).toBeLessThanOrEqual(longest);
      expect(seconds).toBeGreaterThan(longest - patienceSeconds);
    },
    patienceSeconds * 1_000,
  );

  it('queues sign-ups for PASSWORD_QUEUE_SECONDS, and answers 503 to more immediately', async () => {
    const { most = 0 } = limits.find(({ setting }) => setting === 'PASSWORD_QUEUE_SECONDS') ?? {};
    // More than the fastest machine hashes in that time.
    const people = 600;
    const dispatcher = new Agent({ connections: people });
    const since = performance.now();
    const signUp = async () => {
      const { statusCode, headers, body } = await request(`${authUrl()}/api/users/signup`, {
        dispatcher,
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': '203.0.113.3' },
        body: JSON.stringify({ email: anEmail(), password }),
      });
      await body.dump();
      return { status: statusCode, headers, seconds: (performance.now() - since) / 1_000 };
    };

    const answers = await Promise.all(Array.from({ length: people }, signUp));

    const made = answers.filter(({ status }) => status === 201);
    const busy = answers.filter(({ status }) => status === 503);
    expect(made.length + busy.length).toBe(answers.length);
    const longestWait = Math.max(...made.map(({ seconds }) => seconds));
    expect(longestWait).toBeGreaterThan(most / 2);
    expect(Math.min(...busy.map(({ seconds }) => seconds))).toBeLessThan(longestWait);
    expect(busy[0]?.headers['retry-after']).toBe('2');
    await dispatcher.close();
  });

  it.each([...new Set(counted.map(({ service }) => service))])(
    'counts and logs what %s refuses, without the account',
    async (service) => {
      const names = counted
        .filter((its) => its.service === service)
        .map((its) => nameOf(its.setting))
        .sort();
      const { data: metrics } = await axios.get<string>(
        `${processOf(service)?.operatorUrl}/metrics`,
      );
      const lines = readFileSync(stack().logFile(service), 'utf8')
        .split('\n')
        .filter((line) => line.includes('"limit reached"'))
        .map((line) => JSON.parse(line) as { limit: string });

      for (const name of names) {
        expect(metrics).toMatch(
          new RegExp(`^limits_reached_total\\{limit="${name}"\\} [1-9]`, 'm'),
        );
      }
      expect(lines.map(({ limit }) => limit).sort()).toEqual(names);
      const fields = 'level limit msg requestId retryAfterSeconds security service time'.split(' ');
      for (const line of lines) expect(Object.keys(line).sort()).toEqual(fields);
    },
  );
});
