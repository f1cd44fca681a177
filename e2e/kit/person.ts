import { randomUUID } from 'node:crypto';

import type { ErrorBody, UserBody } from '@ticketing-dev/common/contracts';
import axios from 'axios';

import { type Shop, theShop } from './shop';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
}

const TIMEOUT_MS = 30_000;

export const messagesOf = ({ body }: Answer<unknown>): string[] =>
  (body as ErrorBody).errors.map(({ message }) => message);

/** The body, where the status is the one that was expected. */
export function expectStatus<T>(answer: Answer<T>, status: number): T {
  if (answer.status === status) return answer.body;
  throw new Error(
    `expected ${status}, was answered ${answer.status}: ${JSON.stringify(answer.body)}`,
  );
}

/** Somebody with a browser: remembers the cookies that are set. */
export class Person {
  private readonly cookies = new Map<string, string>();

  constructor(readonly shop: Shop = theShop) {}

  /** The cookie of the session, as the browser would send it. */
  sessionCookie(): string {
    const value = this.cookies.get('session');
    if (value === undefined) throw new Error('nobody has signed in');
    return `session=${value}`;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await axios.request<T>({
      method,
      url: `${this.shop.url}${path}`,
      data: body,
      headers: { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      timeout: TIMEOUT_MS,
      validateStatus: () => true,
    });
    for (const cookie of response.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    this.shop.onAnswer?.(response.status);
    return { status: response.status, body: response.data, headers: response.headers };
  }
}

/** Somebody with an account, signed in. */
export interface Member extends UserBody {
  readonly person: Person;
}

export const password = 'correct horse battery';
export const anEmail = (): string => `${randomUUID()}@example.com`;

export async function aMember(shop: Shop = theShop): Promise<Member> {
  const person = new Person(shop);
  const credentials = { email: anEmail(), password };
  const user = expectStatus(
    await person.call<UserBody>('POST', '/api/users/signup', credentials),
    201,
  );
  return { ...user, person };
}

export const aBuyer = aMember;
export const aSeller = aMember;
