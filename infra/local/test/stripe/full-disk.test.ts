import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { StripeRequest } from '../../src/stripe/http';
import { openLedger } from '../../src/stripe/server';
import { smallDisk } from '../../src/small-disk';

/** A full disk has room until the end of a block. */
const enoughToFillABlock = 100;

const chargeWith = (key: string): StripeRequest => ({
  method: 'POST',
  path: '/v1/charges',
  headers: { authorization: 'Bearer sk_test_1', 'idempotency-key': key },
  body: 'amount=1999&currency=usd&source=tok_visa',
});

describe("the ledger of Stripe's stand-in", () => {
  it('stores all of a request or nothing if the disk is full', async () => {
    const disk = await smallDisk(1);
    try {
      const file = path.join(disk.dir, 'stripe.jsonl');
      const ledger = openLedger(file);
      disk.fill();

      let made = 0;
      const chargeUntilRefused = (): void => {
        for (; made < enoughToFillABlock; made += 1) ledger.answer(chargeWith(`key-${made}`));
      };
      expect(chargeUntilRefused).toThrow('ENOSPC');
      expect(ledger.charges).toHaveLength(made);
      expect(readFileSync(file, 'utf8')).toMatch(/\]\n$/);
      disk.free();

      const { status } = ledger.answer(chargeWith(`key-${made}`));
      expect(status).toBe(200);
      expect(openLedger(file).rows()).toEqual(ledger.rows());
    } finally {
      await disk.close();
    }
  });

  it('would not start again with a line that was cut off and then continued', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'ticketing-stripe-'));
    const file = path.join(dir, 'stripe.jsonl');
    const ledger = openLedger(file);

    appendFileSync(file, '[{"table":"charges","value":{"id":"ch_');
    ledger.answer(chargeWith('key'));

    expect(() => openLedger(file)).toThrow(SyntaxError);
    rmSync(dir, { recursive: true });
  });
});
