import type { BulkReportBody, TicketBody } from '@ticketing-dev/common/contracts';

import { typedPrice, withoutDollarSign } from '../typed-price';
import { toInstant, toLocalTime } from '../zoned-time';
import { type Caller, http } from './http';
import { type Page, toPage } from './page';

/** The optional fields of the form of a ticket, about its event and seat. */
export const detailInputs = [
  'eventName',
  'startsAt',
  'timeZone',
  'venue',
  'city',
  'section',
  'row',
  'seat',
  'description',
  'faceValue',
] as const;

type DetailInput = (typeof detailInputs)[number];

/** What a seller types. `startsAt` is the time at the place of the event, such as `2030-06-12T20:00`. */
export interface TicketDraft extends Readonly<Partial<Record<DetailInput, string>>> {
  readonly title: string;
  /** The typed text. The service accepts numeric strings, which avoids a conversion to float. */
  readonly price: string;
}

export async function listTickets(query: string, caller?: Caller): Promise<Page<TicketBody>> {
  return toPage(await http('tickets', caller).get<TicketBody[]>(`/api/tickets${query}`));
}

/** The caller's own tickets. */
export async function listOwnTickets(query: string, caller?: Caller): Promise<Page<TicketBody>> {
  return toPage(await http('tickets', caller).get<TicketBody[]>(`/api/tickets/mine${query}`));
}

export async function showTicket(id: string, caller?: Caller): Promise<TicketBody> {
  const { data } = await http('tickets', caller).get<TicketBody>(pathOf(id));
  return data;
}

export async function createTicket(draft: TicketDraft): Promise<TicketBody> {
  const { data } = await http('tickets').post<TicketBody>('/api/tickets', bodyOf(draft));
  return data;
}

/**
 * Puts many tickets on sale. A repeated key makes no ticket twice.
 *
 * @returns what became of each line, from 1
 */
export async function createTickets(
  drafts: readonly TicketDraft[],
  idempotencyKey: string,
): Promise<BulkReportBody> {
  const { data } = await http('tickets').post<BulkReportBody>(
    '/api/tickets/bulk',
    { tickets: drafts.map(lineOf) },
    { headers: { 'Idempotency-Key': idempotencyKey } },
  );
  return data;
}

/** @param before the draft that the seller began with: a field that is the same is not sent, so it stays */
export async function updateTicket(
  id: string,
  draft: TicketDraft,
  before: TicketDraft,
): Promise<TicketBody> {
  const { data } = await http('tickets').put<TicketBody>(pathOf(id), bodyOf(draft, before));
  return data;
}

/** The ticket leaves the list. Whether an order was faster is decided by the service of orders. */
export async function takeOffSale(id: string): Promise<TicketBody> {
  const { data } = await http('tickets').delete<TicketBody>(pathOf(id));
  return data;
}

/** The body of a request: of the optional fields, those that the seller has changed. Null removes a field. */
function bodyOf({ title, price, ...typed }: TicketDraft, before?: TicketDraft): object {
  const now = detailsOf(typed);
  const old = detailsOf(before ?? {});
  // Start and time zone are sent together, because one without the other means nothing.
  const isMoved = now['startsAt'] !== old['startsAt'] || now['timeZone'] !== old['timeZone'];
  const changed = detailInputs.filter(
    (name) => now[name] !== old[name] || (isMoved && isTime(name) && now[name] !== undefined),
  );
  const details = Object.fromEntries(changed.map((name) => [name, now[name] ?? null]));
  return { title, price: typedPrice(price), ...details };
}

/** One of many tickets. A wrong value is sent as it is, so that the service says what is wrong with the line. */
function lineOf({ title, price, ...typed }: TicketDraft): object {
  const { startsAt = '', timeZone = '', ...others } = typed;
  const texts = detailInputs.flatMap((name) => {
    const text = name in others ? others[name as keyof typeof others]?.trim() : '';
    return text ? [[name, text] as const] : [];
  });
  const zone = timeZone.trim();
  const start = startsAt.trim().replace(' ', 'T');
  // In a file, the time zone may be missing. Only its seller knows it.
  const time =
    zone === '' ? { startsAt: start } : { startsAt: toInstant(start, zone), timeZone: zone };
  return {
    title,
    price: withoutDollarSign(price),
    ...Object.fromEntries(texts),
    ...(start !== '' && time),
  };
}

const isTime = (name: DetailInput): boolean => name === 'startsAt' || name === 'timeZone';

/** The typed fields that are not empty, in the form of the service. */
function detailsOf(typed: Partial<Record<DetailInput, string>>): Partial<Record<string, string>> {
  const filled = detailInputs.flatMap((name) => {
    const text = typed[name]?.trim();
    return text ? [[name, text] as const] : [];
  });
  const { startsAt, timeZone, ...others } = Object.fromEntries(filled);
  // The form suggests a time zone before it has a start.
  if (!startsAt) return others;
  const time = { startsAt: toInstant(startsAt, timeZone ?? 'UTC'), timeZone: timeZone ?? 'UTC' };
  return { ...others, ...time };
}

/** The draft that a form begins with, to change a ticket. */
export function draftOf({ title, price, faceValue, ...ticket }: TicketBody): TicketDraft {
  const { startsAt, timeZone } = ticket;
  const texts = detailInputs.flatMap((name) =>
    name !== 'faceValue' && ticket[name] ? [[name, ticket[name]] as const] : [],
  );
  return {
    title,
    price: price.toFixed(2),
    ...Object.fromEntries(texts),
    ...(startsAt && timeZone && { startsAt: toLocalTime(startsAt, timeZone) }),
    ...(faceValue !== undefined && { faceValue: faceValue.toFixed(2) }),
  };
}

function pathOf(id: string): string {
  return `/api/tickets/${encodeURIComponent(id)}`;
}
