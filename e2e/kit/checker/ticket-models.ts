import type { ErrorBody, OrderBody, TicketBody } from '@ticketing-dev/common/contracts';

import { canonical } from './facts';
import type { Entry } from './history';
import type { Violation } from './judge';
import { linearizabilityFault, type Model, type Timed } from './linearizable';

interface Recorded extends Timed {
  /** The person and the request. */
  readonly by: string;
}

type Seen = Pick<TicketBody, 'version' | 'price' | 'orderId'>;

export type TicketOperation = Recorded &
  (
    | { readonly kind: 'create'; readonly seen: Seen }
    | { readonly kind: 'edit'; readonly seen: Seen }
    | { readonly kind: 'read'; readonly seen: Seen }
    | { readonly kind: 'edit without an answer'; readonly price: number }
    /** `absent`: from the list. `reserved`: an edit was refused. `missing`: 404. */
    | { readonly kind: 'absent' | 'reserved' | 'missing' }
  );

const notCreated: Seen = { version: -1, price: 0 };
const someOrder = 'some order';

/**
 * A ticket as its readers see it. Orders reserve and free it by events, at unknown times. Each such change raises the
 * version and sets or removes `orderId`. So the version of a state is the lowest that explains what was seen.
 */
export const ticketModel: Model<Seen, TicketOperation> = {
  initial: notCreated,
  key: ({ version, price, orderId = '' }) => `${version} ${price} ${orderId}`,
  isRead: ({ kind }) => !['create', 'edit', 'edit without an answer'].includes(kind),
  step(state, operation) {
    const { version, price, orderId } = state;
    const { kind } = operation;
    if (version < 0) {
      if (kind === 'create') return operation.seen;
      return kind === 'absent' || kind === 'missing' ? state : undefined;
    }
    // A reserved ticket cannot be edited, so an event frees it first.
    const edited = orderId === undefined ? version + 1 : version + 2;
    switch (kind) {
      case 'absent':
      case 'reserved':
        return orderId === undefined ? { version: version + 1, price, orderId: someOrder } : state;
      case 'edit':
        return operation.seen.version >= edited ? operation.seen : undefined;
      case 'edit without an answer':
        return { version: edited, price: operation.price };
      case 'read': {
        const { seen } = operation;
        const isSameOrder =
          orderId === seen.orderId || (orderId === someOrder && seen.orderId !== undefined);
        const isPossible = seen.version > version || (seen.version === version && isSameOrder);
        return isPossible && seen.price === price ? seen : undefined;
      }
      default:
        return undefined;
    }
  },
};

export type ClaimOperation = Recorded &
  (
    | { readonly kind: 'order' | 'cancel'; readonly orderId: string }
    /** The ticket was already reserved. */
    | { readonly kind: 'refused' }
  );

/**
 * The claim of a ticket is a lock. The state is the order that has the ticket, or empty. Reservations that end by
 * themselves and payments are not modelled, so the load must have neither.
 */
export const claimModel: Model<string, ClaimOperation> = {
  initial: '',
  key: (holder) => holder,
  isRead: ({ kind }) => kind === 'refused',
  step(holder, operation) {
    if (operation.kind === 'refused') return holder === '' ? undefined : holder;
    if (operation.kind === 'order') return holder === '' ? operation.orderId : undefined;
    return holder === operation.orderId ? '' : holder;
  },
};

/** A list of this length may have a next page. */
const pageLength = 100;

const seenOf = ({ version, price, orderId }: TicketBody): Seen => ({
  version,
  price,
  ...(orderId === undefined ? {} : { orderId }),
});

/** The request's path, the id in it, and its body. */
function requestOf({ sent }: Entry) {
  const [path = '', ...content] = sent.split(' ');
  const body = JSON.parse(content.join(' ') || '{}') as { price?: number; ticketId?: string };
  return { path, id: canonical(path.split('/')[3] ?? ''), body };
}

const recorded = ({ who, what, sent, outcome, calledMs, tookMs }: Entry): Recorded => ({
  by: `${who} ${what} ${sent}`,
  call: calledMs,
  return: outcome === 'unknown' ? Infinity : calledMs + tookMs,
});

const isRefused = ({ outcome, answer }: Entry): boolean =>
  outcome === 'failed' && (answer as ErrorBody).errors[0]?.code === 'TICKET_RESERVED';

function ticketOperation(entry: Entry, ticketId: string): TicketOperation | undefined {
  const { what, outcome, status, answer } = entry;
  const { path, id, body } = requestOf(entry);
  const own = recorded(entry);
  const isOk = outcome === 'ok';
  if (what === 'lists' && path === '/api/tickets' && isOk) {
    const page = answer as readonly TicketBody[];
    const found = page.find((ticket) => ticket.id === ticketId);
    if (found) return { ...own, kind: 'read', seen: seenOf(found) };
    return page.length < pageLength ? { ...own, kind: 'absent' } : undefined;
  }
  if (what === 'sells' && isOk) {
    const made = answer as TicketBody;
    return made.id === ticketId ? { ...own, kind: 'create', seen: seenOf(made) } : undefined;
  }
  if (id !== ticketId) return undefined;
  if (what === 'edits') {
    if (isOk) return { ...own, kind: 'edit', seen: seenOf(answer as TicketBody) };
    if (isRefused(entry)) return { ...own, kind: 'reserved' };
    const price = Number(body.price);
    return outcome === 'unknown' ? { ...own, kind: 'edit without an answer', price } : undefined;
  }
  if (what !== 'looks') return undefined;
  if (isOk) return { ...own, kind: 'read', seen: seenOf(answer as TicketBody) };
  return status === 404 ? { ...own, kind: 'missing' } : undefined;
}

function claimOperations(entries: readonly Entry[], ticketId: string): ClaimOperation[] {
  const made = new Set<string>();
  return entries.flatMap((entry, index): ClaimOperation[] => {
    const { what, outcome, answer } = entry;
    const { id, body } = requestOf(entry);
    const own = recorded(entry);
    if (what === 'cancels' && made.has(id) && outcome !== 'failed') {
      return [{ ...own, kind: 'cancel', orderId: id }];
    }
    if (what !== 'orders' || canonical(body.ticketId ?? '') !== ticketId) return [];
    if (isRefused(entry)) return [{ ...own, kind: 'refused' }];
    if (outcome === 'failed') return [];
    const orderId = outcome === 'ok' ? (answer as OrderBody).id : `without an answer ${index}`;
    made.add(orderId);
    return [{ ...own, kind: 'order', orderId }];
  });
}

/**
 * Checks that the answers about these tickets are linearizable: what readers and sellers see at tickets, and who claims
 * them at orders. An answer that is older than its request is a violation.
 */
export function checkLinearizable(entries: readonly Entry[], ticketIds: readonly string[]) {
  const violations: Violation[] = [];
  let operations = 0;
  for (const id of ticketIds) {
    const check = <S, O extends Recorded>(what: string, model: Model<S, O>, all: O[]): void => {
      operations += all.length;
      const fault = linearizabilityFault(model, all);
      if (fault === undefined) return;
      const { reason, state, next } = fault;
      const says = `the ${what} of ticket ${id} are ${reason}: ${JSON.stringify(next)} does not follow ${JSON.stringify(state)}`;
      violations.push({ promise: 'No stale answers', says, ids: [id] });
    };
    const ofTicket = entries.map((entry) => ticketOperation(entry, id));
    check(
      'reads and edits',
      ticketModel,
      ofTicket.filter((each) => each !== undefined),
    );
    check('claims', claimModel, claimOperations(entries, id));
  }
  return { operations, violations };
}
