import 'server-only';

import Papa from 'papaparse';

import type { Caller } from '@/lib/api/http';

import { type NamedSale, readSales } from './sales';

const fields = [
  'soldAt',
  'title',
  'eventName',
  'startsAt',
  'timeZone',
  'venue',
  'city',
  'section',
  'row',
  'seat',
  'price',
  'buyer',
  'orderId',
  'ticketId',
] as const;

/** Spreadsheets read a file as UTF-8 only if it begins with this mark. */
const byteOrderMark = '\uFEFF';
const lineEnd = '\r\n';
/** How a formula begins, also in wide characters: https://owasp.org/www-community/attacks/CSV_Injection. */
const formula = /^[\t\r\n=+\-@＝＋－＠]/;

/**
 * Lines of a CSV file (RFC 4180). A title could be a formula: a text that a spreadsheet would compute gets an apostrophe
 * before it.
 */
const linesOf = (rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : Papa.unparse(rows as string[][], { escapeFormulae: formula, newline: lineEnd }) + lineEnd;

const rowOf = ({ sale, buyer }: NamedSale): readonly string[] =>
  fields.map((field) => {
    if (field === 'buyer') return buyer ?? '';
    return field === 'price' ? sale.price.toFixed(2) : (sale[field] ?? '');
  });

/** A CSV file of all sales of the caller, page by page. If a page cannot be read, the file ends with an error. */
export async function salesCsv(caller: Caller): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  const first = await readSales('', caller);
  let query = first.nextQuery;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const text = byteOrderMark + linesOf([fields, ...first.sales.map(rowOf)]);
      controller.enqueue(encoder.encode(text));
      if (query === null) controller.close();
    },
    async pull(controller) {
      if (query === null) return;
      const { sales, nextQuery } = await readSales(query, caller);
      query = nextQuery;
      controller.enqueue(encoder.encode(linesOf(sales.map(rowOf))));
      if (nextQuery === null) controller.close();
    },
  });
}
