import { readFileSync } from 'node:fs';
import path from 'node:path';

import { subjects as inTheContract } from '@ticketing-dev/common';
import { repository } from '@ticketing-dev/local';

import { subjects } from '../../kit/checker/bus';
import { type Entry, History } from '../../kit/checker/history';
import { fromTheDoors, fromTheKeys, promises } from '../../kit/checker/judge';

describe('the checker', () => {
  it('reads every subject of the contract', () => {
    expect([...subjects].sort()).toEqual([...inTheContract].sort());
  });

  it.each(Object.entries(promises))(
    'checks promise %s of docs/architecture.md',
    (name, sentence) => {
      const text = readFileSync(path.join(repository, 'docs/architecture.md'), 'utf8');
      const [, number = '', title = ''] = /^(\d) (.*)$/.exec(name) ?? [];
      const [line] = text
        .split('\n')
        .filter((each) => each.startsWith(`${number}. **${title}.** `));

      expect(line).toContain(sentence);
    },
  );

  it('checks every promise of docs/architecture.md', () => {
    const text = readFileSync(path.join(repository, 'docs/architecture.md'), 'utf8');

    expect(text.match(/^\d\. \*\*[^*]+\.\*\* /gm)).toHaveLength(Object.keys(promises).length);
  });
});

describe('the check of idempotency keys', () => {
  const sale = (key: string | undefined, ending: Partial<Entry>): Entry =>
    Object.assign(new History().begin('sells', 'ann', '/api/tickets', key), ending);
  const made = (id: string): Partial<Entry> => ({ outcome: 'ok', answer: { id } });
  const lost: Partial<Entry> = { outcome: 'unknown' };
  const refused: Partial<Entry> = { outcome: 'failed' };
  const found = (history: readonly Entry[], ...stored: string[]): number => {
    const tickets = stored.map((_id) => ({
      _id,
      version: 0,
      title: 'Seat',
      priceInCents: 1_999,
      userId: 'ann',
    }));
    return fromTheKeys({ tickets }, history).length;
  };

  it.each<[string, readonly Entry[], readonly string[]]>([
    ['a repeated answer', [sale('a', made('1')), sale('a', made('1'))], ['1']],
    ['one ticket after a lost answer', [sale('a', lost), sale('a', made('1'))], ['1']],
    ['a ticket for each key', [sale('a', made('1')), sale('b', made('2'))], ['1', '2']],
    [
      'a ticket for each sale without a key',
      [sale(undefined, lost), sale(undefined, lost)],
      ['1', '2'],
    ],
    ['a refused sale', [sale(undefined, refused)], []],
  ])('accepts %s', (_what, history, stored) => {
    expect(found(history, ...stored)).toBe(0);
  });

  it.each<[string, readonly Entry[], readonly string[]]>([
    ['two answers to one key', [sale('a', made('1')), sale('a', made('2'))], ['1']],
    ['a second ticket after a lost answer', [sale('a', lost), sale('a', made('2'))], ['1', '2']],
    ['a ticket of a refused sale', [sale(undefined, refused), sale('a', made('1'))], ['1', '2']],
  ])('finds %s', (_what, history, stored) => {
    expect(found(history, ...stored)).toBe(1);
  });
});

describe('the check of admissions', () => {
  const seatId = 'a'.repeat(24);
  const at = (
    what: string,
    calledMs: number,
    answer: object,
    outcome: Entry['outcome'] = 'ok',
  ): Entry =>
    Object.assign(new History().begin(what, 'ann', ''), { calledMs, tookMs: 5, outcome, answer });
  const shows = (calledMs: number, attemptId: string, result: string, serial = 1): Entry =>
    at('shows a code', calledMs, { attemptId, result, seatId, serial });
  const sees = (calledMs: number, state: string, serial = 1): Entry =>
    at('sees the pass', calledMs, { state, seatId, serial });
  const found = (...history: readonly Entry[]): string[] =>
    fromTheDoors(history).map(({ says }) => says);

  it.each<[string, readonly Entry[]]>([
    [
      'an admission, and a repeated attempt',
      [shows(0, 'x', 'admitted'), shows(9, 'x', 'admitted')],
    ],
    ['an admission at one of two doors', [shows(0, 'x', 'admitted'), shows(0, 'y', 'used')]],
    ['a valid pass that is used afterwards', [sees(0, 'valid'), shows(9, 'x', 'admitted')]],
    [
      'a valid pass that is read during the admission',
      [shows(0, 'x', 'admitted'), sees(3, 'valid')],
    ],
    ['a newer code', [sees(0, 'valid', 1), sees(9, 'valid', 2)]],
    ['a lost answer', [at('shows a code', 0, {}, 'unknown'), shows(9, 'y', 'used')]],
    ['a wrong code that is refused', [at('shows a wrong code', 0, { result: 'unknown' })]],
  ])('accepts %s', (_what, history) => {
    expect(found(...history)).toEqual([]);
  });

  it.each<[string, readonly Entry[], RegExp]>([
    [
      'two admissions of a seat',
      [shows(0, 'x', 'admitted'), shows(0, 'y', 'admitted')],
      /was admitted 2 times/,
    ],
    [
      'a pass that is valid after its admission',
      [shows(0, 'x', 'admitted'), sees(9, 'valid')],
      /was valid after its admission/,
    ],
    [
      'an old code that is valid after a newer one',
      [sees(0, 'valid', 2), sees(9, 'valid', 1)],
      /had a valid code 1 after code 2/,
    ],
    [
      'an attempt that is admitted, and then used',
      [shows(0, 'x', 'admitted'), shows(9, 'x', 'used')],
      /and then used/,
    ],
    [
      'a wrong code that is admitted',
      [at('shows a wrong code', 0, { result: 'admitted' })],
      /a wrong code was admitted/,
    ],
  ])('finds %s', (_what, history, says) => {
    expect(found(...history)).toEqual([expect.stringMatching(says)]);
  });
});
