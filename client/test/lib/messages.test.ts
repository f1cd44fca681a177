/** @jest-environment node */
import { errorStatuses } from '@ticketing-dev/common/contracts';
import compile from 'icu-minify/compile';

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
      (code) => !spanish.has(`errors.codes.${code}`) && code !== 'BAD_REQUEST',
    );

    expect(missing).toEqual([]);
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
