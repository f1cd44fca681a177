import { mostLines } from './ticket-lines';

type SeatRange =
  | { readonly seats: readonly string[] }
  | { readonly fault: 'noNumber' | 'letters' | 'before' | 'tooMany' };

const seatForm = /^(\D*)(\d{1,9})$/;

/**
 * The names of all seats from the first to the last: `9` to `11`, `A1` to `A12` or `01` to `12`.
 *
 * @returns what is wrong, if there are no such seats
 */
export function seatRange(first: string, last: string): SeatRange {
  const [, prefix, from = ''] = seatForm.exec(first.trim()) ?? [];
  const [, lastPrefix, to = ''] = seatForm.exec(last.trim()) ?? [];
  if (prefix === undefined || lastPrefix === undefined) {
    return { fault: 'noNumber' };
  }
  if (prefix !== lastPrefix) return { fault: 'letters' };
  const count = Number(to) - Number(from) + 1;
  if (count < 1) return { fault: 'before' };
  if (count > mostLines) return { fault: 'tooMany' };
  const seats = Array.from(
    { length: count },
    (_, index) => prefix + String(Number(from) + index).padStart(from.length, '0'),
  );
  return { seats };
}
