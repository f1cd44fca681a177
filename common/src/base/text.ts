/**
 * Direction overrides, embeddings and isolates: they make a text look like another one. Marks that only say which way
 * their neighbours run (U+200E, U+200F, U+061C) stay.
 */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;
const lineBreaks = /[\t-\r\u0085\u2028\u2029]+/g;
const controls = /\p{Cc}/gu;
/** Joiners and spaces of no width belong between characters; at an end they only hide there. */
const atEnds = /[\s\u200b-\u200d\u2060]/;

/**
 * What draws nothing: separators, controls, formats, what is ignorable by default (Hangul fillers and variation
 * selectors among them), the empty Braille pattern, the null notehead.
 */
const blank = /[\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u;
/** A mark draws on the letter before it; without one there is nothing to read. */
const mark = /\p{M}/u;

/**
 * What a person typed, in the one form that we keep: well-formed, composed (NFC), on one line, without controls and
 * direction overrides, trimmed. Joiners within stay: emoji and several scripts need them.
 */
export const cleanText = (text: string): string =>
  trim(
    text.toWellFormed().replace(lineBreaks, ' ').replace(controls, '').replace(directions, ''),
  ).normalize('NFC');

/** By hand: a pattern that ends with `$` would try every run of spaces within. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && atEnds.test(text.charAt(start))) start += 1;
  while (end > start && atEnds.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Whether there is something to see. */
export function isVisible(text: string): boolean {
  for (const character of text) if (!blank.test(character) && !mark.test(character)) return true;
  return false;
}

/** Whether something in it draws nothing, such as a space or a joiner. */
export const hasBlank = (text: string): boolean => blank.test(text);

/** Code points of one character as people count them: the longest emoji have ten; more are heaps of marks. */
const mostCodePoints = 10;
const segmenter = new Intl.Segmenter();

/** Whether a text has at most so many characters, as people count them: an emoji is one, whatever it is made of. */
export function hasAtMost(text: string, characters: number): boolean {
  if (text.length <= characters) return true;
  // The first look spares a long text the second: a code point has at most two units.
  const most = characters * mostCodePoints;
  if (text.length > 2 * most || Array.from(text).length > most) return false;
  let left = characters;
  for (const _character of segmenter.segment(text)) if ((left -= 1) < 0) return false;
  return true;
}
