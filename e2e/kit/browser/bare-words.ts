import type { Page } from 'playwright-core';

/** The made-up locale of the shop: it puts every text into brackets. */
export const madeUpLocale = 'en-XA';

const locale = 'en-US';
const dateWords = Array.from({ length: 12 }, (_, index) =>
  (['short', 'long'] as const).flatMap((style) => [
    new Date(2026, index, 1).toLocaleDateString(locale, { month: style }),
    new Date(2026, 0, index + 1).toLocaleDateString(locale, { weekday: style }),
  ]),
).flat();

/** What is in no language: the shop's name, the names of cards and of formats, and the words of dates. */
const names = ['Ticketing', 'Visa', 'Mastercard', 'American Express', 'GMT', 'UTC', ...dateWords];
/** An id, its short form, the code of a pass, and a time zone after a time. */
const codes =
  /\b[0-9a-f]{24}\b|\b[0-9A-F]{8}\b|\b[0-9A-Z]{4}(-[0-9A-Z]{4}){2}\b|(?<=:\d\d )[A-Z]{2,5}\b/g;

/**
 * The texts of a page in the made-up locale that are in no brackets: visible or hidden texts, and what is read out.
 *
 * @param data what the test has typed, which is in no language
 */
export async function bareWordsOn(page: Page, data: readonly string[]): Promise<readonly string[]> {
  const outside = await page.evaluate<string[]>(`(() => {
    const found = [];
    const outsideOf = (text, depth) => {
      let rest = '';
      for (const letter of text) {
        if (letter === '⟧') depth -= 1;
        if (depth === 0 && letter !== '⟧' && letter !== '⟦') rest += letter;
        if (letter === '⟦') depth += 1;
      }
      return [rest, depth];
    };
    // A language is named in itself. A block of code, and the documents of Swagger, are in no language of the shop.
    // The names on a card are data of other tests.
    const isLeftOut = (node) =>
      node.closest('script, style, noscript, datalist, code, pre, body [lang], .swagger-ui') ??
      node.closest('article [dir=auto], article bdi');
    let depth = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (isLeftOut(parentElement)) continue;
      const [rest, next] = outsideOf(data, depth);
      depth = next;
      found.push(rest);
    }
    for (const node of document.body.querySelectorAll('*')) {
      // Nobody reads or hears the label of a hidden element.
      if (isLeftOut(node) || node.closest('[aria-hidden=true]')) continue;
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'])
        found.push(outsideOf(node.getAttribute(name) ?? '', 0)[0]);
    }
    for (const meta of document.head.querySelectorAll('[name=description], [property^="og:desc"]'))
      found.push(outsideOf(meta.content, 0)[0]);
    found.push(outsideOf(document.title, 0)[0]);
    return found;
  })()`);
  const known = [...data, ...names].toSorted((a, b) => b.length - a.length);
  const bare = outside.map((text) =>
    known.reduce((rest, each) => rest.replaceAll(each, ''), text.replace(codes, '')).trim(),
  );
  return [...new Set(bare.filter((text) => /\p{L}/u.test(text)))];
}
