import { withTimeout } from '@ticketing-dev/common';
import type { TicketBody, UserBody } from '@ticketing-dev/common/contracts';

import { isRunning, readState } from '../supervisor/state-file';
import { stateDir } from './state-dir';

const answerTimeoutMs = 30_000;
const demoPassword = 'correct-horse-battery';

interface Offer {
  readonly title: string;
  readonly price: number;
}

const sellers: readonly { readonly email: string; readonly offers: readonly Offer[] }[] = [
  {
    email: 'ada@example.com',
    offers: [
      { title: 'Philharmonic, balcony row 3', price: 48.5 },
      { title: 'Jazz at the Harbour, Friday', price: 27 },
      { title: 'Museum night', price: 12.5 },
    ],
  },
  {
    email: 'grace@example.com',
    offers: [
      { title: 'Cup final, block D', price: 119.99 },
      { title: 'Stand-up evening', price: 19.99 },
      { title: 'Winter circus, two seats', price: 64 },
    ],
  },
];

/** One seller's session. */
class Session {
  private cookie = '';

  constructor(private readonly url: string) {}

  async call(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await withTimeout(
      fetch(`${this.url}${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', Cookie: this.cookie },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
      answerTimeoutMs,
      () => new Error(`${method} ${path} was not answered`),
    );
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
    return response;
  }

  /** Signs up, or signs in if the account exists. */
  async enter(email: string): Promise<UserBody> {
    const credentials = { email, password: demoPassword };
    for (const path of ['/api/users/signup', '/api/users/signin']) {
      const response = await this.call('POST', path, credentials);
      if (response.ok) return (await response.json()) as UserBody;
    }
    throw new Error(`${email} can neither sign up nor sign in`);
  }

  async onSale(): Promise<TicketBody[]> {
    return (await (await this.call('GET', '/api/tickets')).json()) as TicketBody[];
  }
}

/** Puts demo tickets on sale through the public API. It does not change tickets that are already on sale. */
export async function seed(): Promise<void> {
  const state = readState(stateDir);
  if (!isRunning(state)) throw new Error('The platform is not running: npm start');
  for (const { email, offers } of sellers) {
    const session = new Session(state.url);
    const { id } = await session.enter(email);
    const onSale = await session.onSale();
    const missing = offers.filter(
      ({ title }) => !onSale.some((ticket) => ticket.userId === id && ticket.title === title),
    );
    for (const offer of missing) {
      const { ok, status } = await session.call('POST', '/api/tickets', offer);
      if (!ok) throw new Error(`${offer.title} could not be put on sale (${status})`);
    }
    console.log(`${email} (password ${demoPassword}): ${missing.length} tickets put on sale`);
  }
  console.log(state.url);
}
