import { readFileSync } from 'node:fs';
import path from 'node:path';

import { subjects as inTheContract } from '@ticketing-dev/common';
import { repository } from '@ticketing-dev/local';

import { subjects } from '../../kit/checker/bus';
import { type Entry, History } from '../../kit/checker/history';
import { fromTheKeys, promises } from '../../kit/checker/judge';

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
