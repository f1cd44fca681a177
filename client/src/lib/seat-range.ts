import { mostLines } from './ticket-lines';

const seatForm = /^(\D*)(\d{1,9})$/;

/**
 * The names of all seats from the first to the last: `9` to `11`, `A1` to `A12` or `01` to `12`.
 *
 * @returns the reason as a sentence, if there are no such seats
 */
export function seatRange(first: string, last: string): readonly string[] | string {
  const [, prefix, from = ''] = seatForm.exec(first.trim()) ?? [];
  const [, lastPrefix, to = ''] = seatForm.exec(last.trim()) ?? [];
  if (prefix === undefined || lastPrefix === undefined) {
    return 'The first and the last seat must end with a number, such as 1 or A12.';
  }
  if (prefix !== lastPrefix) return 'The first and the last seat must have the same letters.';
  const count = Number(to) - Number(from) + 1;
  if (count < 1) return 'The last seat must not be before the first one.';
  if (count > mostLines) return `A row may have at most ${String(mostLines)} seats.`;
  return Array.from(
    { length: count },
    (_, index) => prefix + String(Number(from) + index).padStart(from.length, '0'),
  );
}
