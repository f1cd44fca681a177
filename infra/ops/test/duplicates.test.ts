import type { Ask } from '../src/ask';
import { duplicates } from '../src/commands/duplicates';

const ticketId = 'b'.repeat(24);
const order = (id: string, over: object = {}) => ({
  id: id.repeat(24),
  status: 'created',
  userId: 'u',
  slot: ticketId,
  ticketId,
  ...over,
});

const found = async (...slots: readonly object[]) => {
  const ask = {
    async *lines() {
      for (const each of slots) yield Promise.resolve(each as never);
      await Promise.resolve();
    },
  } as unknown as Ask;
  return duplicates({ ask, now: () => new Date(), say: () => undefined });
};

describe('ops duplicates', () => {
  it('finds nothing if every ticket has one order', async () => {
    const other = order('2', { slot: 'c'.repeat(24), ticketId: 'c'.repeat(24) });

    const { json, isFound } = await found(order('1'), other);

    expect(json).toEqual({ tickets: [], strays: [] });
    expect(isFound).toBe(false);
  });

  it('finds orders of one ticket, under two spellings of its id', async () => {
    const spelled = ticketId.toUpperCase();
    const second = order('2', { slot: spelled, ticketId: spelled });

    const { json, lines, isFound } = await found(order('1'), second, order('3'));

    expect(json).toMatchObject({
      tickets: [{ ticketId, orders: [{}, {}, {}] }],
      strays: [{ id: second.id, slot: spelled }],
    });
    expect(lines.at(-1)).toBe('1 tickets with more than one order, 1 orders with a wrong slot');
    expect(isFound).toBe(true);
  });

  it('does not count a cancelled order with a wrong slot as a second one', async () => {
    const { json } = await found(order('1'), order('2', { status: 'cancelled' }));

    expect(json).toMatchObject({ tickets: [] });
  });
});
