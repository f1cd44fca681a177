import { createSessions, type Sessions } from '@ticketing-dev/common';

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

/** A member of any platform of this contract. */
export async function signUp(url: string, email: string, password: string): Promise<Member> {
  const response = await fetch(`${url}/api/users/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const [cookie] = response.headers.getSetCookie();
  const { id } = (await response.json()) as { id: string };
  if (response.status !== 201 || cookie === undefined) {
    throw new Error(`sign-up was answered ${response.status}`);
  }
  return { id, cookie: cookie.split(';')[0] ?? '' };
}
