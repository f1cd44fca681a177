import {
  type AggregateStore,
  type ExpirationData,
  type Id,
  type Query,
  toId,
  type Versioned,
} from '@ticketing-dev/common';

const lower = '6b082d3b10c0619a303d8bce';

describe('an id', () => {
  it('is one, however it is spelled', () => {
    const spellings = [lower, lower.toUpperCase(), '6B082D3b10c0619a303d8BCE'];

    expect(new Set(spellings.map(toId))).toEqual(new Set([lower]));
  });

  it.each([
    undefined,
    null,
    5,
    '',
    'no-id',
    lower.slice(1),
    `${lower}0`,
    ` ${lower}`,
    `${lower}\n`,
    `0x${lower.slice(2)}`,
    'ａ'.repeat(24),
    'а'.repeat(24),
    [lower],
    { toString: () => lower },
  ])('is not made of %p', (value) => {
    expect(toId(value)).toBeUndefined();
  });

  it('is asked for by its type: a raw string does not compile', () => {
    const raw: string = lower;
    const uses = (store: AggregateStore<Versioned & { readonly slot: Id }>) => [
      // @ts-expect-error A store finds by an id.
      store.find(raw),
      // @ts-expect-error A claim is of an id.
      store.query({ where: { slot: raw }, order: 'newest first', limit: 1 }),
      // @ts-expect-error What is stored has an id.
      store.insert({ id: raw, slot: store.nextId(), version: 0 }),
    ];
    // @ts-expect-error A page begins after an id.
    const query: Query<Versioned> = { order: 'newest first', limit: 1, after: raw };
    // @ts-expect-error What our services publish names an id.
    const event: ExpirationData = { orderId: raw };
    // @ts-expect-error A literal is no id either: toId makes it one.
    const literal: Id = '6b082d3b10c0619a303d8bce';
    // An id is text for whoever reads it.
    const text: string | undefined = toId(raw);

    expect([uses, query, event, literal, text]).toHaveLength(5);
  });
});
