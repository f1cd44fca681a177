/** The length of a password, in characters. A longer one would make hashing expensive. */
export const passwordLength = { min: 8, max: 128 } as const;

/** Counts code points, not UTF-16 code units. */
const countCharacters = (text: string): number => Array.from(text).length;

/** Whether a password has the length that new passwords need. */
export function isAcceptable(password: string): boolean {
  const length = countCharacters(password);
  return length >= passwordLength.min && length <= passwordLength.max;
}

/** Whether the password is too long for any account. */
export const isTooLong = (password: string): boolean =>
  countCharacters(password) > passwordLength.max;
