import type { ErrorItem } from '@ticketing-dev/common/contracts';

import { detailInputs, type TicketDraft } from './api/tickets';

/** The names of a ticket's fields in forms and files. */
export const ticketFields = ['title', 'price', ...detailInputs] as const;
export type TicketField = (typeof ticketFields)[number];

/** One of many tickets. */
export interface TicketLine {
  /** Its place in the file or in the row. */
  readonly number: number;
  readonly draft: TicketDraft;
}

/** A line that the service refused. */
export interface WrongLine extends TicketLine {
  readonly errors: readonly ErrorItem[];
}

/** The most tickets of one file or row. */
export const mostLines = 500;

/** What is wrong with a file, and the values of its text. */
export interface FileFault {
  readonly name: 'tooLarge' | 'unknownFields' | 'missingFields' | 'badForm' | 'empty' | 'tooMany';
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Lines, or why there are none. */
export type ReadLines = { readonly lines: readonly TicketLine[] } | { readonly fault: FileFault };
