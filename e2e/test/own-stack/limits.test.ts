import { readFileSync } from 'node:fs';
import path from 'node:path';

import { repository } from '@ticketing-dev/local';
import axios from 'axios';
import { Agent, request } from 'undici';

import { aTicketOnSale, cancel, order, pay, placeOrder } from '../../kit/market';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
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

interface DocumentedLimit {
  readonly setting: string;
  readonly most: number;
  readonly window: string;
  readonly service: string;
}

/** The table of docs/limits.md: setting, default, what counts, window, service. */
function documentedLimits(): DocumentedLimit[] {
  const page = readFileSync(path.join(repository, 'docs/limits.md'), 'utf8');
  return [...page.matchAll(/^\| `([A-Z_]+)` +\| ([\d,]+) +\|.*\| (.*?) *\| (\w+) *\|$/gm)].map(
    ([, setting = '', most = '', window = '', service = '']) => ({
      setting,
      most: Number(most.replaceAll(',', '')),
      window: window.replaceAll('`', ''),
      service,
    }),
  );
}

const limits = documentedLimits();
const holdSeconds = 900;
const windowSeconds: Readonly<Record<string, number>> = {
  'an hour': 3_600,
  'a day': 86_400,
  EXPIRATION_WINDOW_SECONDS: holdSeconds,
  'until one of them ends': holdSeconds,
};
/** How long meeting one may take on a busy machine: one of them costs a thousand hashes. */
const patienceSeconds = 600;

/** So that nobody has to wait for a turn, which is refused where a busy machine makes it too long. */
const hashedAtOnce = 2;

/** What a limit is called by the metric and the log. */
const nameOf = (setting: string): string =>
  setting
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/^sign /, 'sign-');

describe('the platform at its default settings', () => {
  let stack: OwnStack;
  let seller: Member;

  beforeAll(async () => {
    const settings = [...limits.map(({ setting }) => setting), 'EXPIRATION_WINDOW_SECONDS'];
    // Whatever the environment of the tests says.
    const defaults = Object.fromEntries([...settings, 'LIMITS'].map((name) => [name, '']));
    stack = await anOwnStack({ client: false, env: defaults });
    seller = await aMember(stack);
  });
  afterAll(() => stack.end());

  /** Does it as often as it may be done, then once more. */
  async function onceTooOften<T>(
    most: number,
    status: number,
    ask: (i: number) => Promise<Answer<T>>,
    atOnce = 1,
  ): Promise<Answer<T>> {
    const times = Array.from({ length: most }, (_, i) => i);
    await inPool(times, atOnce, async (i) => expectStatus(await ask(i), status));
    return ask(most);
  }

  const processOf = (service: string) => stack.processes().find(({ name }) => name === service);
  const authUrl = () => processOf('auth')?.url;

  /** As the gateway asks for a visitor from that address. */
  async function askAuth(from: string, action: string, body: object): Promise<Answer<unknown>> {
    const { status, data, headers } = await axios.post<unknown>(
      `${authUrl()}/api/users/${action}`,
      body,
      { headers: { 'X-Forwarded-For': from }, validateStatus: () => true },
    );
    return { status, body: data, headers };
  }

  const wrong = 'not the password';
  const ticketsOf = (count: number) =>
    inPool(Array.from({ length: count }), 4, () => aTicketOnSale({ seller }));
  const declined = (buyer: Member, of: { id: string }) => pay(buyer, of, 'tok_chargeDeclined');

  /** Meets a limit at its number. @returns the answer to whoever has reached it */
  const meet: Readonly<Record<string, (most: number) => Promise<Answer<unknown>>>> = {
    SIGN_INS_PER_ACCOUNT(most) {
      const email = anEmail();
      const guess = (): Promise<Answer<unknown>> =>
        new Person(stack).call('POST', '/api/users/signin', { email, password: wrong });
      return onceTooOften(most, 400, guess);
    },
    async SIGN_INS_PER_DEVICE(most) {
      const { email, person } = await aMember(stack);
      return onceTooOften(most, 400, () =>
        person.call('POST', '/api/users/signin', { email, password: wrong }),
      );
    },
    SIGN_INS_PER_ADDRESS(most) {
      // So many at one account that its own limit is not reached.
      const emails = Array.from({ length: 1 + most / 10 }, anEmail);
      const guess = (i: number): Promise<Answer<unknown>> =>
        askAuth('203.0.113.1', 'signin', { email: emails[Math.floor(i / 10)], password: wrong });
      return onceTooOften(most, 400, guess, hashedAtOnce);
    },
    SIGN_UPS_PER_ADDRESS(most) {
      // It counts, too, where the e-mail address turns out to be taken, which costs no hash.
      const { email } = seller;
      const signUp = () => askAuth('203.0.113.2', 'signup', { email, password });
      return onceTooOften(most, 400, signUp, hashedAtOnce);
    },
    async NEW_TICKETS_PER_ACCOUNT(most) {
      const { person } = await aMember(stack);
      const offer = { title: 'Row 1', price: 20 };
      return onceTooOften(most, 201, () => person.call('POST', '/api/tickets', offer));
    },
    async TICKET_EDITS_PER_ACCOUNT(most) {
      const owner = await aMember(stack);
      const { id } = await aTicketOnSale({ seller: owner });
      return onceTooOften(most, 200, (i) =>
        owner.person.call('PUT', `/api/tickets/${id}`, { title: 'Row 1', price: 20 + i }),
      );
    },
    async OPEN_ORDERS_PER_ACCOUNT(most) {
      const buyer = await aMember(stack);
      const tickets = await ticketsOf(most + 1);
      return onceTooOften(most, 201, (i) => order(buyer, tickets[i]?.id ?? ''));
    },
    async HOLDS_PER_TICKET(most) {
      const buyer = await aMember(stack);
      const ticket = await aTicketOnSale({ seller });
      for (let i = 0; i < most; i += 1) {
        expectStatus(await cancel(buyer, await placeOrder(buyer, ticket)), 204);
      }
      return order(buyer, ticket.id);
    },
    async CARD_REFUSALS_PER_ORDER(most) {
      const buyer = await aMember(stack);
      const placed = await placeOrder(buyer, await aTicketOnSale({ seller }));
      return onceTooOften(most, 400, () => declined(buyer, placed));
    },
    async CARD_REFUSALS_PER_ACCOUNT(most) {
      const buyer = await aMember(stack);
      // So many at one order that its own limit is not reached.
      const orders = await inPool(await ticketsOf(1 + most / 2), 1, (ticket) =>
        placeOrder(buyer, ticket),
      );
      return onceTooOften(most, 400, (i) =>
        declined(buyer, orders[Math.floor(i / 2)] ?? { id: '' }),
      );
    },
  };

  it('has a way here to meet each limit that is documented', () => {
    expect(limits.length).toBeGreaterThan(0);
    const met = [...Object.keys(meet), 'PASSWORD_QUEUE_SECONDS'];
    expect(met.sort()).toEqual(limits.map(({ setting }) => setting).sort());
  });

  const counted = limits.filter(({ window }) => window !== '');

  it.each(counted)(
    'lets $most through for $setting, and not one more',
    async ({ setting, most, window }) => {
      const answer = await meet[setting]?.(most);

      expect(answer).toMatchObject({ status: 429 });
      if (answer) expect(messagesOf(answer)).toHaveLength(1);
      const seconds = Number(answer?.headers['retry-after']);
      expect(seconds).toBeLessThanOrEqual(windowSeconds[window] ?? 0);
      expect(seconds).toBeGreaterThan((windowSeconds[window] ?? 0) - patienceSeconds);
    },
    patienceSeconds * 1_000,
  );

  it('lets as many seconds of work wait as PASSWORD_QUEUE_SECONDS, and answers 503 to more at once', async () => {
    const { most = 0 } = limits.find(({ setting }) => setting === 'PASSWORD_QUEUE_SECONDS') ?? {};
    // More than the fastest machine hashes in that time.
    const people = 600;
    const crowd = new Agent({ connections: people });
    const since = performance.now();
    const signUp = async () => {
      const { statusCode, headers, body } = await request(`${authUrl()}/api/users/signup`, {
        dispatcher: crowd,
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
    await crowd.close();
  }, 60_000);

  it.each(['auth', 'tickets', 'orders', 'payments'])(
    'has counted and logged what %s refused, and not to whom',
    async (service) => {
      const names = counted
        .filter((its) => its.service === service)
        .map((its) => nameOf(its.setting));
      const { operatorUrl } = processOf(service) ?? {};
      const { data: metrics } = await axios.get<string>(`${operatorUrl}/metrics`);

      const lines = readFileSync(stack.logFile(service), 'utf8')
        .split('\n')
        .filter((line) => line.includes('"limit reached"'))
        .map((line) => JSON.parse(line) as { limit: string });

      for (const name of names) {
        expect(metrics).toMatch(
          new RegExp(`^limits_reached_total\\{limit="${name}"\\} [1-9]`, 'm'),
        );
      }
      expect(lines.map(({ limit }) => limit).sort()).toEqual([...names].sort());
      for (const line of lines) {
        expect(Object.keys(line).sort()).toEqual([
          'level',
          'limit',
          'msg',
          'requestId',
          'retryAfterSeconds',
          'security',
          'service',
          'time',
        ]);
      }
    },
  );
});
