import { randomBytes } from 'node:crypto';

import argon2 from 'argon2';

import type { Passwords } from '../domain/passwords';

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const saltBytes = 16;
const hashBytes = 32;

/** Implements the port with argon2id hashes. */
export function createArgon2Passwords(): Passwords {
  const dummyHash = createDummyHash();

  return {
    hash: (password) =>
      argon2.hash(normalize(password), {
        ...parameters,
        type: argon2.argon2id,
        hashLength: hashBytes,
        salt: randomBytes(saltBytes),
      }),
    verify: (password, hash = dummyHash) => argon2.verify(hash, normalize(password)),
    isOutdated: (hash) => argon2.needsRehash(hash, parameters),
  };
}

/** Keyboards compose characters differently. NFKC gives them one form (NIST SP 800-63B, 3.1.1.2). */
const normalize = (password: string): string => password.normalize('NFKC');

/** A hash of random bytes. Checking a password against it takes the full time and fails. */
function createDummyHash(): string {
  const { memoryCost, timeCost, parallelism } = parameters;
  const random = (bytes: number): string =>
    randomBytes(bytes).toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${random(saltBytes)}$${random(hashBytes)}`;
}
