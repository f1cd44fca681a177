/** The values that a client can write in several ways with the same meaning. Each call chooses one of them. */
export interface Variety {
  /** An id in lower case, in capitals or in both. */
  id(id: string): string;
  /** A price as a number or as text, with two decimals or as few as there are. */
  price(dollars: number): number | string;
  /** A text with its accents composed or not. */
  text(text: string): string;
  /** The code to type at a door: in another case, with spaces for its hyphens, with letters for its digits 0 and 1. */
  code(code: string): string;
  /** The fields of a body in another order. */
  body(body: object): object;
  /** The names of headers in another case. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
}

export function varietyBy(random: () => number): Variety {
  const oneOf = <T>(first: T, ...others: T[]): T =>
    [first, ...others][Math.floor(random() * (others.length + 1))] ?? first;
  const mixed = (text: string): string =>
    text.replace(/[a-z]/g, (letter) => oneOf(letter, letter.toUpperCase()));
  const cased = (text: string): string => oneOf(text, text.toUpperCase(), mixed(text));
  return {
    id: cased,
    price: (dollars) => oneOf<number | string>(dollars, String(dollars), dollars.toFixed(2)),
    code: (code) => {
      // A signed code has one spelling.
      if (code.includes('.')) return code;
      const typed = code.toLowerCase().replaceAll('-', oneOf('-', ' ', ''));
      return cased(typed.replaceAll('0', oneOf('0', 'o')).replaceAll('1', oneOf('1', 'i', 'l')));
    },
    text: (text) => text.normalize(oneOf('NFC', 'NFD')),
    body: (body) => Object.fromEntries(oneOf(Object.entries(body), Object.entries(body).reverse())),
    headers: (headers) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [cased(name), value])),
  };
}

/** Changes nothing. */
export const plain: Variety = {
  id: (id) => id,
  price: (dollars) => dollars,
  code: (code) => code,
  text: (text) => text,
  body: (body) => body,
  headers: (headers) => headers,
};
