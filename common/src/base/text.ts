/**
 * Direction overrides, embeddings and isolates, which make a text look like another one. Marks that only state the
 * direction of their neighbours (U+200E, U+200F, U+061C) stay.
 */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;
const lineBreaks = /[\t-\r\u0085\u2028\u2029]+/g;
const controls = /\p{Cc}/gu;
/** White space, and joiners and zero-width spaces, which have a use only between characters. */
const atEnds = /[\s\u200b-\u200d\u2060]/;

/**
 * Invisible characters: separators, controls, formats, default-ignorable ones (such as Hangul fillers and variation
 * selectors), the empty Braille pattern, the null notehead.
 */
const blank = /[\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u;
/** A mark is drawn on the letter before it. Without a letter, there is nothing to read. */
const mark = /\p{M}/u;

/**
 * Converts a text that a user typed to the form that we store: well-formed, composed (NFC), on one line, trimmed,
 * without controls and direction overrides. Joiners within the text stay, because emoji and several scripts need them.
 */
export const cleanText = (text: string): string =>
  trim(
    text.toWellFormed().replace(lineBreaks, ' ').replace(controls, '').replace(directions, ''),
  ).normalize('NFC');

/** Without a pattern that ends with `$`, which would try every run of spaces within the text. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && atEnds.test(text.charAt(start))) start += 1;
  while (end > start && atEnds.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Whether a text has a visible character. */
export function isVisible(text: string): boolean {
  for (const character of text) if (!blank.test(character) && !mark.test(character)) return true;
  return false;
}

/** Whether a text has an invisible character, such as a space or a joiner. */
export const hasBlank = (text: string): boolean => blank.test(text);

/** The most code points of one visible character. The longest emoji have ten; more are stacked marks. */
const mostCodePoints = 10;
const segmenter = new Intl.Segmenter();

/** Whether a text has at most `characters` characters, as people count them: an emoji is one, however it is encoded. */
export function hasAtMost(text: string, characters: number): boolean {
  if (text.length <= characters) return true;
  // The cheap check comes first, for long texts: a code point has at most two units.
  const most = characters * mostCodePoints;
  if (text.length > 2 * most || Array.from(text).length > most) return false;
  let left = characters;
  for (const _character of segmenter.segment(text)) if ((left -= 1) < 0) return false;
  return true;
}
