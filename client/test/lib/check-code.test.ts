/** @jest-environment node */
import { canCheckSignatures, cannotCheck, hashOf, hasRightSignature } from '@/lib/door/check-code';
import { readCode, type SignedCode } from '@/lib/door/read-code';

import { aKey, aSeatId } from '../support/door';

const key = aKey();
const read = (text: string) => readCode(text) as SignedCode;
const code = read(key.codeOf(aSeatId));

afterEach(() => jest.restoreAllMocks());

describe('a signature', () => {
  it('is right if a known key made it', async () => {
    expect(await hasRightSignature(code, [key.public])).toBe(true);
  });

  it.each([
    ['no known key', []],
    ['another key', [{ ...key.public, publicKey: aKey().public.publicKey }]],
  ])('is wrong with %s', async (_what, keys) => {
    expect(await hasRightSignature(code, keys)).toBe(false);
  });

  it('is wrong for another seat or serial', async () => {
    for (const other of [
      read(key.codeOf(aSeatId, 2)),
      read(key.codeOf(`${aSeatId.slice(0, -1)}2`)),
    ]) {
      const forged = { ...other, signature: code.signature };
      expect(await hasRightSignature(forged, [key.public])).toBe(false);
    }
  });

  it('cannot be checked by an old browser, which says so', async () => {
    expect(await canCheckSignatures()).toBe(true);
    jest.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new Error('not supported'));

    expect(await canCheckSignatures()).toBe(false);
    await expect(hasRightSignature(code, [key.public])).rejects.toMatchObject({
      items: [cannotCheck],
    });
  });
});

it('hashes a typed code in its canonical spelling', async () => {
  // printf 7K2M9QXA04TZ | sha256sum
  expect(await hashOf({ kind: 'typed', text: '7K2M9QXA04TZ', typed: '7K2M9QXA04TZ' })).toBe(
    '79b26897b6bf9bd0d6952af9d861cdbbdea1369336c0c71bc108fc1b92002df8',
  );
});
