import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

const keyBytes = 32;

/**
 * Derives a key for one purpose from the services' `JWT_KEY`, by HKDF-SHA256 (RFC 5869). A signature made with it is
 * valid neither as a session nor for another purpose.
 *
 * @param purpose the purpose's name, such as `device cookie`
 */
export const deriveKey = (jwtKey: string, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', jwtKey, '', purpose, keyBytes)));

/** Enough to distinguish values in a log. */
const hashCharacters = 16;

/** A hash of a value. Without the key, the value cannot be computed from it or guessed. */
export const keyedHash = (key: KeyObject, value: string): string =>
  createHmac('sha256', key).update(value).digest('base64url').slice(0, hashCharacters);
