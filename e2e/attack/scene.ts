import { Agent, request } from 'undici';

/** What one attack is given. */
export interface Scene {
  /** The gateway's address: attackers come by the same way as everybody. */
  readonly url: string;
  readonly holdSeconds: number;
  /** Only what can be counted: for a machine that is too busy, or too small, for seconds to mean anything. */
  readonly isShort: boolean;
}

/** What an attack has come to. */
export interface Outcome {
  readonly figures: Readonly<Record<string, string | number>>;
  /** Of each promise that was broken: what was seen. */
  readonly broken: readonly string[];
}

/** An attack that was found by an audit, as it was found. */
export interface Attack {
  readonly name: string;
  readonly says: string;
  readonly run: (scene: Scene) => Promise<Outcome>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly ms: number;
  readonly cookies: readonly string[];
}

const patienceMs = 30_000;

/** Somebody with a browser's cookies, of whom the attacks need several. */
export class Visitor {
  readonly #cookies = new Map<string, string>();
  readonly #agent = new Agent({ connections: 64 });

  constructor(private readonly url: string) {}

  async send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const since = performance.now();
    const answer = await request(this.url + path, {
      method,
      dispatcher: this.#agent,
      headers: {
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
    });
    const text = await answer.body.text();
    const cookies = [answer.headers['set-cookie'] ?? []].flat();
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return {
      status: answer.statusCode,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
      ms: performance.now() - since,
      cookies,
    };
  }

  /** Signs out without a word to the server: what a browser keeps for longer stays. */
  forgetSession(): void {
    this.#cookies.delete('session');
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

export const password = 'correct horse battery';

/** @throws Error where it is not so: the scene is no good then, whatever the attack does */
export function must(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer;
  throw new Error(
    `expected ${status}, was answered ${answer.status} ${JSON.stringify(answer.body)}`,
  );
}

/** Somebody with an account, signed in. */
export async function aMember(url: string, email: string): Promise<Visitor> {
  const member = new Visitor(url);
  must(await member.send('POST', '/api/users/signup', { email, password }), 201);
  return member;
}

export const idOf = ({ body }: Answer): string => (body as { id: string }).id;

/** Puts tickets on sale, and waits until orders knows them. */
export async function ticketsOnSale(url: string, count: number): Promise<readonly string[]> {
  const seller = await aMember(url, `seller-${Math.random()}@example.com`);
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const offer = { title: `Seat ${i}`, price: 25 };
    ids.push(idOf(must(await seller.send('POST', '/api/tickets', offer), 201)));
  }
  await seller.close();
  return ids;
}

/** How often each status was answered. */
export function countStatuses(answers: readonly Answer[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

export const table = (counts: ReadonlyMap<number, number>): string =>
  [...counts].map(([status, count]) => `${status} × ${count}`).join(', ');
