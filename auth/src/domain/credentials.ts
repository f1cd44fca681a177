/** How many characters a password may have; more would only make hashing dear. */
export const passwordLength = { min: 8, max: 128 } as const;

/** Characters as people count them, not UTF-16 code units. */
const countCharacters = (text: string): number => Array.from(text).length;

/** Whether a password is good enough for a new account. */
export function isAcceptable(password: string): boolean {
  const length = countCharacters(password);
  return length >= passwordLength.min && length <= passwordLength.max;
}

/** Whether no account can have this password. */
export const isTooLong = (password: string): boolean =>
  countCharacters(password) > passwordLength.max;
