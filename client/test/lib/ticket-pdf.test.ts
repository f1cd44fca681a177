/** @jest-environment node */
import type { Language } from '@ticketing-dev/common/contracts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import jsQR from 'jsqr';

import { ticketPdf } from '@/lib/server/ticket-pdf';

import { aCode, aPass } from '../support/builders';
import { passWords } from '../support/pass-words';
import { readPdf } from '../support/read-pdf';

const details = {
  title: 'Джаз в гавани',
  eventName: 'Μουσική στο λιμάνι',
  startsAt: '2030-06-12T18:00:00.000Z',
  timeZone: 'Europe/Berlin',
  venue: 'Hafenhalle Süd',
  city: 'Hamburg',
  section: 'Balcony',
  row: '4',
  seat: '12',
};

async function make(pass = aPass({ ticket: details }), language: Language = 'en') {
  const folder = path.dirname(require.resolve('dejavu-fonts-ttf/package.json'));
  const font = (name: string) => readFile(path.join(folder, 'ttf', name));
  const fonts = {
    regular: await font('DejaVuSans.ttf'),
    bold: await font('DejaVuSans-Bold.ttf'),
  };
  return ticketPdf(pass, fonts, passWords(language));
}

describe('the ticket as a PDF', () => {
  it('says what it is for, in Latin, Greek and Cyrillic letters', async () => {
    const { text } = readPdf(await make());

    for (const part of [
      'Джаз в гавани',
      'Μουσική στο λιμάνι',
      'Wed, Jun 12, 2030, 20:00 GMT+2',
      'Hafenhalle Süd, Hamburg',
      'Section Balcony · Row 4 · Seat 12',
      'Show this at the door',
      '7K2M-9QXA-04TZ',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('is in Spanish for a Spanish request', async () => {
    const file = await make(undefined, 'es');
    const { text } = readPdf(file);

    for (const part of ['mié, 12 jun 2030, 20:00', 'Sector Balcony · Fila 4 · Asiento 12']) {
      expect(text).toContain(part);
    }
    expect(text).toContain('Enseña esto en la puerta');
    expect(Buffer.from(file).toString('latin1')).toContain('/Lang (es)');
  });

  it('contains its fonts', async () => {
    const source = Buffer.from(await make()).toString('latin1');

    expect(source).toMatch(/\/BaseFont \/[A-Z0-9]{6}\+DejaVuSans-Bold/);
    expect(source).toContain('/FontFile2');
    expect(source).not.toContain('/Helvetica');
  });

  it('has a QR code that can be read', async () => {
    const { data, width, height } = readPdf(await make()).picture;

    expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(aCode);
  });

  it.each([
    ['admitted', 'This pass was used.'],
    ['revoked', 'This pass is not valid: the order was refunded.'],
  ] as const)('has no code if the pass is %s', async (state, sentence) => {
    const { orderId, seatId, serial } = aPass();

    const { text } = readPdf(await make({ orderId, seatId, serial, state, ticket: details }));

    expect(text).toContain(sentence);
    expect(text).not.toContain('Show this at the door');
  });
});
