import type { ErrorItem, PassKeysBody } from '@ticketing-dev/common/contracts';

import { ApiError } from '../api/api-error';
import { fromBase64, type SignedCode, toHex, type TypedCode } from './read-code';

export type Keys = PassKeysBody['keys'];

export const cannotCheck: ErrorItem = { message: '', code: 'CANNOT_CHECK' };
const algorithm = { name: 'Ed25519' } as const;

/** Whether one of the known keys has signed the code. */
export async function hasRightSignature(code: SignedCode, keys: Keys): Promise<boolean> {
  const known = keys.find(({ id }) => id === code.keyId);
  if (!known) return false;
  const key = await importKey(fromBase64(known.publicKey)).catch(() => null);
  if (!key) throw new ApiError({ status: 0, items: [cannotCheck] });
  const signed = new TextEncoder().encode(code.signed);
  return crypto.subtle.verify(algorithm, key, code.signature, signed);
}

/** As the list of a door has it. */
export async function hashOf({ typed }: TypedCode): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(typed));
  return toHex(new Uint8Array(hash));
}

/** Whether this browser can check signatures. Browsers of 2024 and earlier may not. */
export async function canCheckSignatures(): Promise<boolean> {
  try {
    // The base point of the curve, which is a key for this purpose.
    await importKey(Uint8Array.from([0x58, ...Array<number>(31).fill(0x66)]));
    return true;
  } catch {
    return false;
  }
}

function importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
}
