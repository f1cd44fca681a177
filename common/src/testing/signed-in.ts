import { createSessions, sessionCookie } from '../sessions/session';

/** The key with which tests sign sessions. */
export const testJwtKey = 'a key for tests that is longer than 32 bytes';

/**
 * The session cookie of a signed-in user, made as the contract describes it.
 *
 * @param id the user's id: any string
 * @param key the services' `JWT_KEY`
 */
export function signedIn(id = 'buyer', key = testJwtKey): string {
  const jwt = createSessions(key).issue({ id, email: `${id}@example.com` });
  return `${sessionCookie.name}=${Buffer.from(JSON.stringify({ jwt })).toString('base64')}`;
}
