/** First digits that issuers use: Visa, Mastercard, Maestro, American Express, Diners, JCB, Discover, UnionPay, Mir, ... */
const issuer = /^(?:3[04-9]|4|5[0-8]|6|2(?:20[0-4]|2[2-9]|[3-6]|7[0-2])|8[12]|9792)/;
const shortest = 13;
const longest = 19;
const shown = 4;

/** A separator between groups of digits, of which there may be at most {@link mostSeparators} in a row. */
const separator = /[\p{Z}\p{Pd}\p{Cc}\p{Cf}._/·•+]/u;
const mostSeparators = 3;

/**
 * Ids of ours, of MongoDB and of tracers. They are 24 or 32 hexadecimal digits, or a UUID, with at least one letter.
 * They are excluded because their digits may look like a card number by chance.
 */
const ids =
  /(?<![0-9a-z])(?=[0-9-]{0,35}[a-f])(?:[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-z])/gi;

interface Group {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** Whether a text contains a probable card number: 13 to 19 digits, an issuer's prefix, and a correct check digit. */
export const hasCardNumber = (text: string): boolean => cardNumbersIn(text).length > 0;

/** Replaces all but the last four digits of each card number by asterisks. */
export function maskCardNumbers(text: string): string {
  const found = cardNumbersIn(text);
  if (found.length === 0) return text;
  const characters = Array.from(text);
  const digits = new Set(found.flat().flatMap(({ start, end }) => range(start, end)));
  for (const last of found) {
    const kept = last.flatMap(({ start, end }) => range(start, end)).slice(-shown);
    for (const index of kept) digits.delete(index);
  }
  return characters.map((character, index) => (digits.has(index) ? '*' : character)).join('');
}

/** The card numbers in a text, each as its groups of digits. */
function cardNumbersIn(text: string): Group[][] {
  if ((text.match(/\p{N}/gu)?.length ?? 0) < shortest) return [];
  const flat = flatten(text).replace(ids, (id) => 'x'.repeat(id.length));
  const groups = Array.from(flat.matchAll(/\d+/g), ({ 0: digits, index }) => ({
    start: index,
    end: index + digits.length,
    digits,
  }));
  const found: Group[][] = [];
  for (let first = 0; first < groups.length; first += 1) {
    const number = cardNumberFrom(flat, groups, first);
    if (number.length === 0) continue;
    found.push(number);
    first += number.length - 1;
  }
  return found;
}

/** The card number that begins with the group at index `first`; empty if there is none. */
function cardNumberFrom(flat: string, groups: readonly Group[], first: number): Group[] {
  const number: Group[] = [];
  let digits = '';
  for (const group of groups.slice(first, first + longest)) {
    const before = number.at(-1);
    if (before && !isGap(flat.slice(before.end, group.start))) break;
    number.push(group);
    digits += group.digits;
    if (digits.length > longest || (digits.length >= 4 && !issuer.test(digits))) break;
    if (digits.length >= shortest && isChecked(digits)) return number;
  }
  return [];
}

const isGap = (between: string): boolean =>
  between.length <= mostSeparators && Array.from(between).every((each) => separator.test(each));

/** The check digit is Luhn's (ISO/IEC 7812-1, annex B). */
function isChecked(digits: string): boolean {
  const sum = Array.from(digits, Number)
    .reverse()
    .map((digit, index) => (index % 2 === 0 ? digit : digit * 2))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return sum % 10 === 0;
}

/** The same text with ASCII digits, and one UTF-16 unit for each character. */
const flatten = (text: string): string =>
  /^\p{ASCII}*$/u.test(text) ? text : Array.from(text, flat).join('');

function flat(character: string): string {
  const plain = character.normalize('NFKC');
  if (/^\p{Nd}$/u.test(plain)) return String(valueOf(plain));
  if (character.length === 1) return character;
  return separator.test(character) ? ' ' : 'x';
}

/** The value of a digit of any script. Unicode encodes the ten digits of a script in a row, starting with zero. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}

const range = (start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, index) => start + index);
