/** @jest-environment node */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { errorStatuses } from '@ticketing-dev/common/contracts';
import compile from 'icu-minify/compile';

import { errorKey } from '@/lib/error-key';
import { wrapMessages } from '@/lib/server/wrap-messages';

import en from '../../messages/en.json';
import es from '../../messages/es.json';

jest.mock('server-only', () => ({}));

type Tree = string | { readonly [key: string]: Tree };

/** All texts by their keys, such as `order.pay`. */
function textsOf(tree: Tree, path = ''): readonly (readonly [string, string])[] {
  if (typeof tree === 'string') return [[path, tree]];
  return Object.entries(tree).flatMap(([key, each]) =>
    textsOf(each, path ? `${path}.${key}` : key),
  );
}

const english = new Map(textsOf(en));
const spanish = new Map(textsOf(es));
/** English errors of the API are shown as the API says them. */
const isOfApi = (key: string): boolean =>
  key.startsWith('errors.sentences.') ||
  (key.startsWith('errors.codes.') && key.slice('errors.codes.'.length) in errorStatuses);

/** The names in a text: values, and tags. */
function namesIn(text: string): readonly string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      const [name, kind] = node as readonly unknown[];
      // A list of parts begins with a text, which is no word.
      if (typeof name === 'string' && /^\w+$/.test(name)) {
        names.add(node.length === 1 || typeof kind === 'number' ? name : `<${name}>`);
      }
      node.slice(1).forEach(visit);
    } else if (typeof node === 'object' && node !== null) Object.values(node).forEach(visit);
  };
  const compiled: unknown = compile(text);
  if (Array.isArray(compiled)) compiled.forEach(visit);
  return [...names].toSorted();
}

describe('the messages', () => {
  it('have the same keys in both languages', () => {
    const own = [...spanish.keys()].filter((key) => !isOfApi(key));

    expect(own.toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('have the same values and tags in both languages', () => {
    for (const [key, text] of english) {
      expect([key, namesIn(spanish.get(key) ?? '')]).toEqual([key, namesIn(text)]);
    }
  });

  it('would not pass with another value', () => {
    expect(namesIn('Pay <b>{title}</b> in {count, plural, one {# day} other {# days}}')).toEqual([
      '<b>',
      'count',
      'title',
    ]);
  });

  it('have a Spanish text for every error code of the API', () => {
    const missing = Object.keys(errorStatuses).filter(
      (code) => !spanish.has(`errors.codes.${code}`),
    );

    // Their sentences say more than a text of all of them could.
    expect(missing).toEqual(['INVALID_REQUEST', 'BAD_REQUEST']);
  });
});

describe('a sentence of the API', () => {
  const document = readFileSync(path.join(__dirname, '../../../docs/openapi.yaml'), 'utf8');
  const { key: all } = errorKey(document.replace(/\\d\+(\\\.\\d\\d)?/g, '1'));
  const ofStripe = [
    'Your card was declined.',
    'Your card has insufficient funds.',
    'Your card has expired.',
    'The payment was released',
  ].map((sentence) => errorKey(sentence).key);
  const unknown = (keys: readonly string[]) =>
    keys.filter((key) => !all.includes(key) && !ofStripe.includes(key));

  it('is one that the API says, if it has a Spanish text', () => {
    expect(unknown(Object.keys(es.errors.sentences))).toEqual([]);
  });

  it('would be found if the API did not say it', () => {
    expect(unknown([errorKey('Title must be a poem').key])).toEqual(['title-must-be-a-poem']);
  });
});

describe('the made-up locale', () => {
  it('has brackets around every text, as it is written and as the build compiles it', () => {
    const compiled = ['Pay ', ['price']];

    expect(wrapMessages({ pay: { now: 'Pay', price: compiled } })).toEqual({
      pay: { now: '⟦Pay⟧', price: ['⟦', 'Pay ', ['price'], '⟧'] },
    });
  });
});
