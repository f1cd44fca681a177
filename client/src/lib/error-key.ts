const number = /\d+(?:\.\d+)?/g;

/** The key of the text of a sentence, and the numbers in it: `at most 60 characters` → `at-most-n-characters`, 60. */
export function errorKey(sentence: string) {
  const key = sentence
    .replace(number, 'n')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const numbers = (sentence.match(number) ?? []).map(
    (each, index) => [`n${String(index + 1)}`, each] as const,
  );
  return { key, numbers: Object.fromEntries(numbers) };
}
