import fc from 'fast-check';

import { type Entry, History } from '../../kit/checker/history';
import { linearizabilityFault, type Model, type Timed } from '../../kit/checker/linearizable';
import {
  type ClaimOperation,
  claimModel,
  checkLinearizable,
  type TicketOperation,
  ticketModel,
} from '../../kit/checker/ticket-models';

type Span = readonly [call: number, end: number];
const never = Infinity;

const reasonOf = <S, O extends Timed>(model: Model<S, O>, history: readonly O[]) =>
  linearizabilityFault(model, history)?.reason;

describe('a ticket', () => {
  const at = ([call, end]: Span) => ({ by: 'ann', call, return: end });
  const create = (span: Span): TicketOperation => ({
    ...at(span),
    kind: 'create',
    seen: { version: 0, price: 10 },
  });
  const edit = (span: Span, version: number, price: number): TicketOperation => ({
    ...at(span),
    kind: 'edit',
    seen: { version, price },
  });
  const lost = (call: number, price: number): TicketOperation => ({
    ...at([call, never]),
    kind: 'edit without an answer',
    price,
  });
  const read = (span: Span, version: number, price: number, orderId?: string): TicketOperation => ({
    ...at(span),
    kind: 'read',
    seen: { version, price, ...(orderId && { orderId }) },
  });
  const not = (kind: 'absent' | 'reserved' | 'missing', span: Span): TicketOperation => ({
    ...at(span),
    kind,
  });
  const made = create([0, 1]);

  it.each<[string, readonly TicketOperation[]]>([
    ['is never read', []],
    ['is read as it was edited', [made, edit([2, 3], 1, 11), read([4, 5], 1, 11)]],
    [
      'is read before and after an edit that both reads overlap',
      [made, edit([2, 9], 1, 11), read([3, 4], 0, 10), read([5, 6], 1, 11)],
    ],
    [
      'is read in the old version by a read that overlaps the edit',
      [made, edit([2, 5], 1, 11), read([4, 7], 0, 10)],
    ],
    [
      'has two concurrent edits in the order of their versions',
      [made, edit([2, 9], 2, 12), edit([2, 9], 1, 11), read([3, 4], 1, 11), read([5, 6], 2, 12)],
    ],
    ['is read before the sale is answered', [create([0, 5]), read([2, 3], 0, 10)]],
    ['is absent before the sale is answered', [create([0, 5]), not('absent', [2, 3])]],
    ['is reserved by an event', [made, read([2, 3], 1, 10, 'a'), read([4, 5], 1, 10, 'a')]],
    [
      'is freed by an event before an edit',
      [made, not('absent', [2, 3]), edit([4, 5], 3, 11), read([6, 7], 3, 11)],
    ],
    [
      'refuses an edit while it is reserved',
      [made, read([2, 3], 1, 10, 'a'), not('reserved', [4, 5]), read([6, 7], 1, 10, 'a')],
    ],
    ['has an edit without an answer that is done', [made, lost(2, 11), read([8, 9], 1, 11)]],
    ['has an edit without an answer that is not done', [made, lost(2, 11), read([8, 9], 0, 10)]],
    [
      'has an edit without an answer that is done late',
      [made, lost(2, 11), read([3, 4], 0, 10), edit([5, 6], 1, 12), read([8, 9], 2, 11)],
    ],
  ])('is linearizable when it %s', (_, history) => {
    expect(reasonOf(ticketModel, history)).toBeUndefined();
  });

  it.each<[string, readonly TicketOperation[]]>([
    ['is read in the old version after an edit', [made, edit([2, 3], 1, 11), read([4, 5], 0, 10)]],
    [
      'is read in the old version after a read of the new one',
      [made, edit([2, 9], 1, 11), read([3, 4], 1, 11), read([5, 6], 0, 10)],
    ],
    [
      'is read free after it was read reserved',
      [made, read([2, 3], 1, 10, 'a'), read([4, 5], 0, 10)],
    ],
    ['is missing after the sale', [made, not('missing', [2, 3])]],
    [
      'is absent after the sale, but never was reserved',
      [made, not('absent', [2, 3]), read([4, 5], 0, 10)],
    ],
    [
      'is reserved for two orders in one version',
      [made, read([2, 3], 1, 10, 'a'), read([4, 5], 1, 10, 'b')],
    ],
    ['is read with a price of no edit', [made, read([2, 3], 1, 99)]],
    ['has two edits with one version', [made, edit([2, 3], 1, 11), edit([2, 3], 1, 12)]],
    ['is edited while it is reserved', [made, read([2, 3], 1, 10, 'a'), edit([4, 5], 2, 11)]],
    [
      'has an edit without an answer that is done and then not',
      [made, lost(2, 11), read([4, 5], 1, 11), read([8, 9], 0, 10)],
    ],
    ['is read with a price before its edit', [made, read([2, 3], 1, 11), edit([4, 5], 1, 11)]],
  ])('is not linearizable when it %s', (_, history) => {
    expect(reasonOf(ticketModel, history)).toBe('not linearizable');
  });
});

describe('a claim', () => {
  const claim = (kind: 'order' | 'cancel', orderId: string, [call, end]: Span): ClaimOperation => ({
    by: 'ann',
    call,
    return: end,
    kind,
    orderId,
  });
  const refused = ([call, end]: Span): ClaimOperation => ({
    by: 'ann',
    call,
    return: end,
    kind: 'refused',
  });

  it.each<[string, readonly ClaimOperation[]]>([
    ['one of two concurrent orders gets it', [claim('order', 'a', [0, 5]), refused([1, 2])]],
    [
      'it is ordered, cancelled and ordered',
      [claim('order', 'a', [0, 1]), claim('cancel', 'a', [2, 3]), claim('order', 'b', [4, 5])],
    ],
    [
      'the next order overlaps the cancellation',
      [claim('order', 'a', [0, 1]), claim('cancel', 'a', [2, 5]), claim('order', 'b', [3, 4])],
    ],
    [
      'it is cancelled twice',
      [claim('order', 'a', [0, 1]), claim('cancel', 'a', [2, 3]), claim('cancel', 'a', [4, 5])],
    ],
    ['an order without an answer has it', [claim('order', '?', [0, never]), refused([5, 6])]],
    [
      'a cancellation without an answer has freed it',
      [claim('order', 'a', [0, 1]), claim('cancel', 'a', [2, never]), claim('order', 'b', [4, 5])],
    ],
    [
      'a cancellation without an answer has not freed it',
      [claim('order', 'a', [0, 1]), claim('cancel', 'a', [2, never]), refused([4, 5])],
    ],
  ])('is linearizable when %s', (_, history) => {
    expect(reasonOf(claimModel, history)).toBeUndefined();
  });

  it.each<[string, readonly ClaimOperation[]]>([
    ['two orders get it', [claim('order', 'a', [0, 9]), claim('order', 'b', [0, 9])]],
    [
      'an order gets it before the cancellation',
      [claim('order', 'a', [0, 1]), claim('order', 'b', [2, 3]), claim('cancel', 'a', [4, 5])],
    ],
    ['an order is refused while it is free', [refused([0, 1]), claim('order', 'a', [2, 3])]],
    [
      'an order is refused after the cancellation',
      [claim('order', 'a', [0, 1]), claim('cancel', 'a', [2, 3]), refused([4, 5])],
    ],
  ])('is not linearizable when %s', (_, history) => {
    expect(reasonOf(claimModel, history)).toBe('not linearizable');
  });
});

type RegisterOperation = Timed & { readonly kind: 'read' | 'write'; readonly value: number };

/** Its values are at least 0. */
const register: Model<number, RegisterOperation> = {
  initial: 0,
  key: String,
  isRead: ({ kind }) => kind === 'read',
  step: (state, { kind, value }) => {
    if (kind === 'write') return value;
    return state === value ? state : undefined;
  },
};

describe('the search', () => {
  const length = fc.nat(12);
  const value = fc.nat(2);
  const kind = fc.constantFrom('read' as const, 'write' as const);

  it('accepts operations that took effect one after the other, in any intervals around that time', () => {
    const operation = fc.record({
      kind,
      value,
      before: length,
      after: fc.oneof(length, fc.constant(never)),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (all) => {
        let state = 0;
        const history = all.map(({ kind: does, value: written, before, after }, i) => {
          if (does === 'write') state = written;
          return { kind: does, value: state, call: i - before, return: i + after };
        });

        expect(reasonOf(register, history)).toBeUndefined();
        const last = { kind: 'read', value: 3, call: 100, return: 101 } as const;
        expect(reasonOf(register, [...history, last])).toBe('not linearizable');
      }),
    );
  });

  /** Tries every order. */
  const isLinearizable = <S, O extends Timed>(
    model: Model<S, O>,
    left: readonly O[],
    state = model.initial,
  ): boolean =>
    left.every((each) => each.return === never) ||
    left.some((next) => {
      const others = left.filter((each) => each !== next);
      const after = model.step(state, next);
      return (
        after !== undefined &&
        others.every((each) => each.return >= next.call) &&
        isLinearizable(model, others, after)
      );
    });

  const span = fc
    .record({ call: length, took: fc.oneof(length, fc.constant(never)) })
    .map(({ call, took }) => ({ by: 'ann', call, return: call + took }));
  const kinds = <K extends string>(...all: readonly K[]) => fc.constantFrom(...all);
  const orderId = kinds('a', 'b');
  const seen = fc.record(
    { version: value, price: value, orderId },
    { requiredKeys: ['version', 'price'] },
  );
  const withSpan = <T extends object>(operation: fc.Arbitrary<T>) =>
    fc.tuple(span, operation).map(([times, rest]) => ({ ...times, ...rest }));

  const finds = <S, O extends Timed>(model: Model<S, O>, operation: fc.Arbitrary<O>): void => {
    const results = new Set<boolean>();
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 6 }), (history) => {
        const expected = isLinearizable(model, history);
        results.add(expected);

        expect(reasonOf(model, history) === undefined).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
    expect(results.size).toBe(2);
  };

  it.each<[string, () => void]>([
    ['of a register', () => finds(register, withSpan(fc.record({ kind, value })))],
    [
      'of a ticket',
      () =>
        finds(
          // After the sale.
          { ...ticketModel, initial: { version: 0, price: 0 } },
          withSpan(
            fc.oneof(
              fc.record({ kind: kinds('edit'), seen }),
              fc.record({ kind: kinds('read'), seen }),
              fc.record({ kind: kinds('edit without an answer'), price: value }),
              fc.record({ kind: kinds('absent', 'reserved') }),
            ),
          ),
        ),
    ],
    [
      'of a claim',
      () =>
        finds(
          claimModel,
          withSpan(
            fc.oneof(
              fc.record({ kind: kinds('order', 'cancel'), orderId }),
              fc.record({ kind: kinds('refused') }),
            ),
          ),
        ),
    ],
  ])('%s finds the same as a try of every order', (_, check) => check());

  it('says when a history is too hard to check', () => {
    const writes = Array.from({ length: 30 }, (_, i) => ({
      kind: 'write' as const,
      value: i,
      call: 0,
      return: 1,
    }));
    const read = { kind: 'read' as const, value: 99, call: 2, return: 3 };

    expect(linearizabilityFault(register, [...writes, read], 1_000)?.reason).toBe(
      'too hard to check',
    );
  });
});

describe('the check of a history', () => {
  const ticket = 'ab'.repeat(12);
  const order = 'cd'.repeat(12);
  const seen = (version: number, price: number) => ({
    id: ticket,
    title: 'x',
    version,
    price,
    userId: 'sue',
  });
  let time = 0;
  /** An entry after all others. */
  const entry = (what: string, sent: string, ending: Partial<Entry>): Entry =>
    Object.assign(new History().begin(what, 'ann', sent), {
      calledMs: (time += 2),
      tookMs: 1,
      outcome: 'ok',
      ...ending,
    });
  const reserved: Partial<Entry> = {
    outcome: 'failed',
    status: 400,
    answer: { errors: [{ message: 'Ticket is already reserved', code: 'TICKET_RESERVED' }] },
  };
  const path = `/api/tickets/${ticket.toUpperCase()}`;
  const sell = () => entry('sells', '/api/tickets {"price":10}', { answer: seen(0, 10) });
  const edit = () =>
    entry('edits', `${path} {"title":"Two words","price":"11"}`, { answer: seen(1, 11) });
  const lost = () => entry('edits', `${path} {"price":"11"}`, { outcome: 'unknown' });
  const look = (version: number, price: number) =>
    entry('looks', `${path} `, { answer: seen(version, price) });
  const list = (...tickets: object[]) => entry('lists', '/api/tickets ', { answer: tickets });
  const buy = (ending: Partial<Entry>) =>
    entry('orders', `/api/orders {"ticketId":"${ticket.toUpperCase()}"}`, ending);
  const bought: Partial<Entry> = { answer: { id: order } };
  const cancel = () => entry('cancels', `/api/orders/${order.toUpperCase()} `, {});

  it.each<[string, number, () => readonly Entry[]]>([
    ['new prices', 0, () => [sell(), edit(), look(1, 11), list(seen(1, 11))]],
    ['an old price of one ticket', 1, () => [sell(), edit(), look(0, 10)]],
    ['an old price in the list', 1, () => [sell(), edit(), list(seen(0, 10))]],
    ['a list that lacks the new ticket', 1, () => [sell(), list(), look(0, 10)]],
    [
      'a full page',
      0,
      () => [sell(), list(...Array.from({ length: 100 }, () => ({}))), look(0, 10)],
    ],
    [
      'a new ticket that is not found',
      1,
      () => [sell(), entry('looks', `${path} `, { outcome: 'failed', status: 404 })],
    ],
    ['an edit without an answer', 0, () => [sell(), lost(), look(1, 11)]],
    [
      'an edit that is refused although nothing was ordered',
      1,
      () => [sell(), entry('edits', path, reserved), look(0, 10)],
    ],
    ['one order', 0, () => [buy(bought), buy(reserved), cancel(), buy({ answer: { id: 'b' } })]],
    ['two orders', 1, () => [buy(bought), buy({ answer: { id: 'b' } })]],
    [
      'an order that is refused after the cancellation',
      1,
      () => [buy(bought), cancel(), buy(reserved)],
    ],
    [
      'requests for other tickets',
      0,
      () => [sell(), entry('looks', `/api/tickets/${order}`, { outcome: 'failed', status: 404 })],
    ],
  ])('of %s has %i violations', (_, count, entries) => {
    expect(checkLinearizable(entries(), [ticket]).violations).toHaveLength(count);
  });

  it('names the ticket, the answer and the state', () => {
    const { violations } = checkLinearizable([sell(), edit(), look(0, 10)], [ticket]);

    expect(violations).toMatchObject([
      {
        ids: [ticket],
        says: expect.stringMatching(
          /not linearizable: .*looks.*"version":0.* does not follow .*"version":1/,
        ) as string,
      },
    ]);
  });
});
