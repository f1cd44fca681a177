import { createSessions, type Sessions } from '@ticketing-dev/common';
import axios from 'axios';

const answerMs = 30_000;

const cookieOf = (jwt: string): string =>
  `session=${Buffer.from(JSON.stringify({ jwt })).toString('base64')}`;

/** Somebody who is signed in. */
export interface Member {
  readonly id: string;
  readonly cookie: string;
}

/** Members of a platform whose key is known: a service believes any session that verifies. */
export function members(jwtKey: string): (name: string) => Member {
  const sessions: Sessions = createSessions(jwtKey);
  return (name) => ({
    id: name,
    cookie: cookieOf(sessions.issue({ id: name, email: `${name}@example.com` })),
  });
}

/** Nobody sells more than a shop allows at its defaults. */
const salesOfOne = 50;

/** Sellers who take turns: who sells the one of this number. */
export function sellers(jwtKey: string): (sale: number) => Member {
  const member = members(jwtKey);
  const known = new Map<number, Member>();
  return (sale) => {
    const number = Math.floor(sale / salesOfOne);
    const seller = known.get(number) ?? member(`seller-${number}`);
    known.set(number, seller);
    return seller;
  };
}

/** A member of any platform of this contract. */
export async function signUp(url: string, email: string, password: string): Promise<Member> {
  const { status, data, headers } = await axios.post<{ id: string }>(
    `${url}/api/users/signup`,
    { email, password },
    { timeout: answerMs, validateStatus: () => true },
  );
  const [cookie] = headers['set-cookie'] ?? [];
  if (status !== 201 || cookie === undefined) throw new Error(`sign-up was answered ${status}`);
  return { id: data.id, cookie: cookie.split(';')[0] ?? '' };
}
