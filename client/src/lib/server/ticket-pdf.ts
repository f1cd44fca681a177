import type { PassBody } from '@ticketing-dev/common/contracts';
import PDFDocument from 'pdfkit';

import { placeOf, seatOf } from '@/lib/event-and-seat';
import { shortId } from '@/lib/format';
import { qrPath } from '@/lib/qr-path';

import type { PassWords } from './pass-words';
import type { PdfFonts } from './pdf-fonts';

const margin = 56;
const qrPoints = 230;

/** One page to print. It has no code if nobody can enter with the pass. */
export async function ticketPdf(
  pass: PassBody,
  fonts: PdfFonts,
  { locale, t, tickets, formats }: PassWords,
): Promise<Uint8Array<ArrayBuffer>> {
  const { ticket, code, typedCode } = pass;
  const document = new PDFDocument({
    size: 'A4',
    margin,
    lang: locale,
    // pdfkit would load a font that has no Greek or Cyrillic letters.
    font: fonts.regular as unknown as string,
    info: { Title: ticket.title, Creator: 'Ticketing' },
  });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const written = new Promise((resolve) => document.once('end', resolve));
  document.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  const write = (text: string | undefined, font: keyof PdfFonts, points: number): void => {
    if (text) document.font(font).fontSize(points).text(text);
  };

  document.fillColor('#55625d');
  write(t('order', { id: shortId(pass.orderId) }), 'regular', 10);
  document.moveDown().fillColor('#000');
  write(ticket.title, 'bold', 22);
  document.moveDown(0.3);
  write(ticket.eventName, 'regular', 13);
  write(ticket.startsAt && formats.eventTime(ticket.startsAt, ticket.timeZone), 'regular', 13);
  write(placeOf(ticket), 'regular', 13);
  document.moveDown(0.3);
  write(seatOf(ticket, tickets), 'bold', 16);

  document.moveDown();
  const y = document.y;
  const right = document.page.width - margin;
  document.moveTo(margin, y).lineTo(right, y).dash(4, { space: 4 }).stroke('#999').undash();
  document.moveDown(1.5);

  if (code !== undefined && typedCode !== undefined) {
    write(t('show'), 'bold', 14);
    const { path, size } = qrPath(code);
    document.save();
    document.translate(margin, document.y + 8).scale(qrPoints / size);
    document.path(path).fill('#000');
    document.restore();
    document.y += qrPoints + 16;
    write(t('say'), 'regular', 11);
    write(typedCode, 'bold', 24);
    document.moveDown();
    write(t('keep'), 'regular', 11);
  } else {
    write(t(noCode[pass.state]), 'bold', 14);
  }
  document.end();
  await written;
  return new Uint8Array(Buffer.concat(parts));
}

const noCode = {
  valid: 'pdfNoCode',
  admitted: 'pdfUsed',
  revoked: 'pdfRefunded',
} as const;
