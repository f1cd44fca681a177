const version = 'TK1';
const bytesOf = { keyId: 4, seatId: 12, serial: 4, secret: 8 } as const;
const typedLength = 12;
const typedBits = 5;
/** Crockford's Base32, without I, L, O and U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** I, L and O are read as digits before. */
const typedPattern = /^[0-9A-TV-Z]{12}$/;

/** The code of a QR code. It says its seat, but only the signature shows that this is true. */
export interface SignedCode {
  readonly kind: 'signed';
  readonly text: string;
  /** The code to type of the same pass, which is a part of the payload. */
  readonly typed: string;
  readonly keyId: string;
  readonly seatId: string;
  readonly serial: number;
  /** The text that is signed, and its signature. */
  readonly signed: string;
  readonly signature: Uint8Array<ArrayBuffer>;
}

export interface TypedCode {
  readonly kind: 'typed';
  readonly text: string;
  /** In the only spelling that is hashed. */
  readonly typed: string;
}

export type Code = SignedCode | TypedCode;

/** Reads what was scanned or typed; null if it is no code of a pass. It does not check the signature. */
export function readCode(input: string): Code | null {
  const text = input.trim();
  return text.startsWith(`${version}.`) ? readSigned(text) : readTyped(text);
}

/** People write small letters, spaces and hyphens, and read O as 0, I and L as 1. */
function readTyped(input: string): TypedCode | null {
  const text = input.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return text.length === typedLength && typedPattern.test(text)
    ? { kind: 'typed', text, typed: text }
    : null;
}

function readSigned(text: string): SignedCode | null {
  const [, payloadText = '', signatureText = '', ...rest] = text.split('.');
  const payload = fromBase64Url(payloadText);
  const signature = fromBase64Url(signatureText);
  const { keyId, seatId, serial, secret } = bytesOf;
  if (rest.length > 0 || !signature) return null;
  if (payload?.length !== keyId + seatId + serial + secret) return null;
  return {
    kind: 'signed',
    text,
    typed: typedOf(payload.subarray(-secret)),
    keyId: toHex(payload.subarray(0, keyId)),
    seatId: toHex(payload.subarray(keyId, keyId + seatId)),
    serial: new DataView(payload.buffer).getUint32(keyId + seatId),
    signed: `${version}.${payloadText}`,
    signature,
  };
}

function typedOf(secret: Uint8Array<ArrayBuffer>): string {
  const bits = BigInt(`0x${toHex(secret)}`);
  return Array.from({ length: typedLength }, (_, index) => {
    const shift = BigInt(typedBits * (typedLength - 1 - index));
    return alphabet.charAt(Number((bits >> shift) & 31n));
  }).join('');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+$/.test(text)) return null;
  try {
    return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return null;
  }
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
