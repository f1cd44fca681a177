import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

const keyBytes = 32;

/**
 * A key for one purpose, made from the services' `JWT_KEY` by HKDF-SHA256 (RFC 5869). What is signed with it never
 * verifies as a session, nor for another purpose.
 *
 * @param purpose names it, such as `device cookie`
 */
export const deriveKey = (jwtKey: string, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', jwtKey, '', purpose, keyBytes)));

/** Enough to tell one value from another in a log. */
const hashCharacters = 16;

/** A name for a value that nobody can turn back, or guess, without the key. */
export const keyedHash = (key: KeyObject, value: string): string =>
  createHmac('sha256', key).update(value).digest('base64url').slice(0, hashCharacters);
