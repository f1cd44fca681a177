import Papa from 'papaparse';

import type { TicketDraft } from './api/tickets';
import { mostLines, type ReadLines, type TicketField, ticketFields } from './ticket-lines';

const required = ['title', 'price'] as const;
const byLowerCase = new Map<string, TicketField>(
  ticketFields.map((name) => [name.toLowerCase(), name]),
);

const fieldOf = (header: string): TicketField | undefined =>
  byLowerCase.get(header.trim().toLowerCase());

/** Reads tickets from a CSV file: its first line names the fields, and commas, semicolons or tabs part them. */
export function readCsv(text: string): ReadLines {
  const { data, errors, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t'],
    transformHeader: (header) => fieldOf(header) ?? header.trim(),
  });
  const names = meta.fields ?? [];
  const unknown = names.filter((name) => !fieldOf(name));
  if (unknown.length > 0) {
    return { error: `There is no field ${unknown.map((name) => `“${name}”`).join(', ')}.` };
  }
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return { error: `The first line must name the fields title and price.` };
  }
  const [fault] = errors.filter(({ type }) => type !== 'Delimiter');
  if (fault) {
    // A fault of quotes counts the line of the names, too.
    const number = (fault.row ?? 0) + (fault.type === 'Quotes' ? 0 : 1);
    return { error: `Ticket ${String(number)} has the wrong form: ${fault.message}.` };
  }
  if (data.length === 0) return { error: 'The file has no tickets.' };
  if (data.length > mostLines) {
    const sizes = `at most ${String(mostLines)} tickets, this one has ${String(data.length)}`;
    return { error: `A file may have ${sizes}.` };
  }
  return {
    lines: data.map((draft, index) => ({
      number: index + 1,
      draft: draft as unknown as TicketDraft,
    })),
  };
}
