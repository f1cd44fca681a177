import { isRunning, readState } from '../supervisor/state-file';
import { stateDir } from './state-dir';

const PASSWORD = 'correct-horse-battery';

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

interface Ticket extends Offer {
  readonly userId: string;
}

class Api {
  private cookie = '';

  constructor(private readonly url: string) {}

  async call<T>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; data: T }> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Cookie: this.cookie },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    if (cookies.length > 0) this.cookie = cookies.join('; ');
    return { status: response.status, data: (await response.json()) as T };
  }

  /** Signs in, and up where that is due. */
  async enter(email: string): Promise<string> {
    const credentials = { email, password: PASSWORD };
    for (const path of ['/api/users/signup', '/api/users/signin']) {
      const { status, data } = await this.call<{ id: string }>('POST', path, credentials);
      if (status < 300) return data.id;
    }
    throw new Error(`${email} can neither sign up nor sign in`);
  }
}

/** Demo sellers and tickets, by the same way as everybody's; what is on sale already stays as it is. */
export async function seed(): Promise<void> {
  const state = readState(stateDir);
  if (!isRunning(state)) throw new Error('The platform is not running: npm start');
  for (const { email, offers } of sellers) {
    const api = new Api(state.url);
    const userId = await api.enter(email);
    const { data: onSale } = await api.call<Ticket[]>('GET', '/api/tickets');
    const has = ({ title }: Offer): boolean =>
      onSale.some((ticket) => ticket.userId === userId && ticket.title === title);
    const missing = offers.filter((offer) => !has(offer));
    for (const offer of missing) {
      const { status } = await api.call('POST', '/api/tickets', offer);
      if (status !== 201) throw new Error(`${offer.title} could not be put on sale (${status})`);
    }
    console.log(`${email} (password ${PASSWORD}): ${missing.length} tickets put on sale`);
  }
  console.log(state.url);
}
