import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

import { deriveKey, type Id, toId } from '@ticketing-dev/common';

import type { Pass } from './pass';

const version = 'TK1';
const keyIdBytes = 4;
const seatIdBytes = 12;
const serialBytes = 4;
const secretBytes = 8;
const payloadBytes = keyIdBytes + seatIdBytes + serialBytes + secretBytes;
/** 12 characters of 5 bits each. */
const secretBits = 60;
const typedCharacters = 12;
/** An Ed25519 key in PKCS #8 is these bytes and the 32 bytes of its seed (RFC 8410). */
const pkcs8Start = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Crockford's Base32: without I, L, O and U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const typedForm = /^[0-9A-HJKMNP-TV-Z]{12}$/;

/** The codes of one serial of a seat. Both open a door, so neither may be logged, published or stored. */
export interface SeatCode {
  /** For the QR code: `TK1.payload.signature`. */
  readonly signed: string;
  /** For typing: `XXXX-XXXX-XXXX`. */
  readonly typed: string;
  readonly typedHash: string;
}

/** A key of codes, made of one secret. */
export interface PassKey {
  /** The first 4 bytes of SHA-256 of the public key, in hexadecimal. */
  readonly id: string;
  /** The raw 32 bytes. */
  readonly publicKey: Buffer;
  /**
   * The same code each time, so that the buyer can see it again although it is stored nowhere.
   *
   * @param salt is stored in the pass, so that a stolen key alone does not make a code that the server accepts
   */
  codeOf(seatId: Id, serial: number, salt: string): SeatCode;
  /** Whether the key signed the text. */
  hasSigned(text: string, signature: Buffer): boolean;
}

/** Makes the key of a secret. Signatures and secret bits have keys of their own, derived from it. */
export function passKey(secret: string): PassKey {
  const seed = deriveKey(secret, 'pass signatures').export();
  const secretKey = deriveKey(secret, 'pass codes');
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Start, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKeyObject = createPublicKey(key);
  const publicKey = rawOf(publicKeyObject);
  const id = createHash('sha256').update(publicKey).digest().subarray(0, keyIdBytes);
  return {
    id: id.toString('hex'),
    publicKey,
    codeOf(seatId, serial, salt) {
      const seat = Buffer.alloc(seatIdBytes + serialBytes);
      seat.write(seatId, 'hex');
      seat.writeUInt32BE(serial, seatIdBytes);
      const secretPart = Buffer.alloc(secretBytes);
      const bits = createHmac('sha256', secretKey)
        .update(seat)
        .update(salt)
        .digest()
        .readBigUInt64BE();
      secretPart.writeBigUInt64BE(BigInt.asUintN(secretBits, bits));
      const payload = Buffer.concat([id, seat, secretPart]).toString('base64url');
      const text = `${version}.${payload}`;
      const typed = typedOf(secretPart);
      return {
        signed: `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`,
        typed: typed.replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3'),
        typedHash: hashOf(typed),
      };
    },
    hasSigned: (text, signature) => verify(null, Buffer.from(text), publicKeyObject, signature),
  };
}

/** What a door has read. */
export interface ReadCode {
  /** Absent in a typed code. */
  readonly seatId?: Id;
  readonly typedHash: string;
}

/**
 * Reads a code that was scanned or typed.
 *
 * @param keyOf finds a key by its id
 * @returns undefined if it is no code, or if no known key has signed it
 */
export function readCode(
  code: string,
  keyOf: (id: string) => PassKey | undefined,
): ReadCode | undefined {
  const text = code.trim();
  return text.startsWith(`${version}.`) ? readSigned(text, keyOf) : readTyped(text);
}

/** Whether a code is the newest one of a pass: the hash is that of one serial, one key and one salt. */
export const isNewest = (pass: Pick<Pass, 'typedHash'>, { typedHash }: ReadCode): boolean =>
  pass.typedHash === typedHash;

function readSigned(
  code: string,
  keyOf: (id: string) => PassKey | undefined,
): ReadCode | undefined {
  const [, payloadText = '', signatureText = '', ...rest] = code.split('.');
  const payload = fromBase64Url(payloadText);
  const signature = fromBase64Url(signatureText);
  if (rest.length > 0 || payload?.length !== payloadBytes || !signature) return undefined;
  const key = keyOf(payload.toString('hex', 0, keyIdBytes));
  if (!key?.hasSigned(`${version}.${payloadText}`, signature)) return undefined;
  const seatId = toId(payload.toString('hex', keyIdBytes, keyIdBytes + seatIdBytes));
  const typed = typedOf(payload.subarray(-secretBytes));
  return seatId && { seatId, typedHash: hashOf(typed) };
}

/** People write small letters, spaces and hyphens, and read O as 0, I and L as 1. */
function readTyped(code: string): ReadCode | undefined {
  const typed = code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return typedForm.test(typed) ? { typedHash: hashOf(typed) } : undefined;
}

function typedOf(secretPart: Buffer): string {
  const bits = secretPart.readBigUInt64BE();
  return Array.from({ length: typedCharacters }, (_, i) =>
    alphabet.charAt(Number((bits >> BigInt(5 * (typedCharacters - 1 - i))) & 31n)),
  ).join('');
}

const hashOf = (typed: string): string => createHash('sha256').update(typed).digest('hex');

/** Only the spelling that we write: otherwise some last characters have several spellings. */
function fromBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

function rawOf(key: KeyObject): Buffer {
  const { x = '' } = key.export({ format: 'jwk' });
  return Buffer.from(x, 'base64url');
}
