import { withTimeout } from '@ticketing-dev/common';
import type { TicketBody, UserBody } from '@ticketing-dev/common/contracts';

import { isRunning, readState } from '../supervisor/state-file';
import { stateDir } from './state-dir';

const answerTimeoutMs = 30_000;
const demoPassword = 'correct-horse-battery';

interface Offer {
  readonly title: string;
  readonly price: number;
  readonly eventName: string;
  readonly startsAt: string;
  readonly timeZone: string;
  readonly venue: string;
  readonly city: string;
  readonly faceValue?: number;
}

const day = 24 * 60 * 60 * 1000;

/** So many days from now, at 19:00 in UTC. */
function inDays(days: number): string {
  const date = new Date(Date.now() + days * day);
  date.setUTCHours(19, 0, 0, 0);
  return date.toISOString();
}

const berlin = { timeZone: 'Europe/Berlin', city: 'Berlin' } as const;
const newYork = { timeZone: 'America/New_York', city: 'New York' } as const;

/** Without seats: a seller cannot offer one seat twice, and the tickets are put on sale again when they are sold. */
const sellers: readonly { readonly email: string; readonly offers: readonly Offer[] }[] = [
  {
    email: 'ada@example.com',
    offers: [
      {
        title: 'Philharmonic, balcony row 3',
        price: 48.5,
        eventName: 'Evening of Mahler',
        startsAt: inDays(12),
        venue: 'Philharmonic Hall',
        faceValue: 55,
        ...berlin,
      },
      {
        title: 'Jazz at the Harbour, standing',
        price: 27,
        eventName: 'Jazz at the Harbour',
        startsAt: inDays(20),
        venue: 'Harbour Stage',
        ...newYork,
      },
      {
        title: 'Museum night',
        price: 12.5,
        eventName: 'Long Night of Museums',
        startsAt: inDays(33),
        venue: 'Old Museum',
        ...berlin,
      },
    ],
  },
  {
    email: 'grace@example.com',
    offers: [
      {
        title: 'Cup final, block D',
        price: 119.99,
        eventName: 'Cup final',
        startsAt: inDays(40),
        venue: 'City Stadium',
        faceValue: 130,
        ...newYork,
      },
      {
        title: 'Stand-up evening',
        price: 19.99,
        eventName: 'Stand-up evening',
        startsAt: inDays(9),
        venue: 'Cellar Theatre',
        ...newYork,
      },
      {
        title: 'Winter circus, two seats',
        price: 64,
        eventName: 'Winter circus',
        startsAt: inDays(26),
        venue: 'Circus Tent',
        ...berlin,
      },
    ],
  },
];

type Call = (method: string, path: string, body?: unknown) => Promise<Response>;

/** Returns a function that calls the API with the cookie of its last answer. */
function session(url: string): Call {
  let cookie = '';
  return async (method, path, body) => {
    const response = await withTimeout(
      fetch(`${url}${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', Cookie: cookie },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
      answerTimeoutMs,
      () => new Error(`${method} ${path} was not answered`),
    );
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    return response;
  };
}

/** Signs up, or signs in if the account exists. */
async function enter(call: Call, email: string): Promise<UserBody> {
  const credentials = { email, password: demoPassword };
  for (const path of ['/api/users/signup', '/api/users/signin']) {
    const response = await call('POST', path, credentials);
    if (response.ok) return (await response.json()) as UserBody;
  }
  throw new Error(`${email} can neither sign up nor sign in`);
}

/** Puts demo tickets on sale through the public API. It does not change tickets that are already on sale. */
export async function seed(): Promise<void> {
  const state = readState(stateDir);
  if (!isRunning(state)) throw new Error('The platform is not running: npm start');
  for (const { email, offers } of sellers) {
    const call = session(state.url);
    const { id } = await enter(call, email);
    const onSale = (await (await call('GET', '/api/tickets')).json()) as TicketBody[];
    const missing = offers.filter(
      ({ title }) => !onSale.some((ticket) => ticket.userId === id && ticket.title === title),
    );
    for (const offer of missing) {
      const { ok, status } = await call('POST', '/api/tickets', offer);
      if (!ok) throw new Error(`${offer.title} could not be put on sale (${status})`);
    }
    console.log(`${email} (password ${demoPassword}): ${missing.length} tickets put on sale`);
  }
  console.log(state.url);
}
