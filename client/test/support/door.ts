import { generateKeyPairSync, sign } from 'node:crypto';

import { ApiError } from '@/lib/api/api-error';
import type { Attempt, doorApi } from '@/lib/api/door';
import { hashOf, hasRightSignature } from '@/lib/door/check-code';
import { DoorDesk } from '@/lib/door/door-desk';
import { DoorStore, type ListedPass } from '@/lib/door/door-store';
import { readCode } from '@/lib/door/read-code';

import { doorNow } from './builders';

type Needs = ConstructorParameters<typeof DoorDesk>[0];

/** A key of tickets, which signs codes as the service does. */
export function aKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const id = 'ab01cd02';
  const codeOf = (seatId: string, serial = 1): string => {
    const payload = Buffer.alloc(28);
    payload.write(id + seatId, 'hex');
    payload.writeUInt32BE(serial, 16);
    payload.writeBigUInt64BE(bitsOf(aTypedCode), 20);
    const text = `TK1.${payload.toString('base64url')}`;
    return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
  };
  return { public: { id, publicKey: raw.toString('base64') }, codeOf };
}

/** The 60 bits of a code to type. */
const bitsOf = (typed: string): bigint =>
  Array.from(typed.replaceAll('-', '')).reduce(
    (bits, character) => bits * 32n + BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(character)),
    0n,
  );

export const aSeatId = '65a0000000000000000000a1';
export const aTypedCode = '7K2M-9QXA-04TZ';

export async function aListedPass(over: Partial<ListedPass> = {}): Promise<ListedPass> {
  const typed = readCode(aTypedCode);
  if (typed?.kind !== 'typed') throw new Error('not a typed code');
  return {
    seatId: aSeatId,
    serial: 1,
    state: 'valid',
    typedHash: await hashOf(typed),
    ticket: { title: 'Jazz', row: '4', seat: '12' },
    ...over,
  };
}

export const noConnection = (): never => {
  throw new ApiError({ status: 0, items: [{ message: 'no connection' }] });
};

let stores = 0;

/** A desk of a door with a store of its own, and without a connection until the test gives one. */
export async function aDesk({ passes = [], ...over }: DeskOptions = {}) {
  const key = aKey();
  stores += 1;
  const store = over.store ?? (await DoorStore.open(`door-${String(stores)}`));
  const sent: Attempt[] = [];
  let answer: Answer = noConnection;
  let ids = 0;
  const api: Pick<typeof doorApi, 'admit' | 'list'> = {
    admit: async (_token, attempt) => {
      sent.push(attempt);
      return Promise.resolve(answer(attempt));
    },
    list: () => Promise.resolve({ listedAt: doorNow.toISOString(), passes: [...passes] }),
  };
  const needs: Needs = {
    token: 'the-token',
    door: { id: 'door-1', name: 'North gate', expiresAt: '2030-06-13T00:00:00.000Z' },
    store,
    api,
    readKeys: () => Promise.resolve({ keys: [key.public] }),
    isSignatureRight: hasRightSignature,
    hashOf,
    now: () => doorNow,
    newId: () => `attempt-${String((ids += 1))}`,
    inLock: (_name, work) => work(),
    ...over,
  };
  return {
    desk: new DoorDesk(needs),
    /** The same device after a reload, or in another tab. */
    again: () => new DoorDesk(needs),
    key,
    store,
    sent,
    answers: (given: Answer) => {
      answer = given;
    },
  };
}

type Answer = (attempt: Attempt) => Awaited<ReturnType<typeof doorApi.admit>>;
type DeskOptions = Partial<Needs> & { readonly passes?: readonly ListedPass[] };
