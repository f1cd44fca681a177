import type { ErrorItem } from '@ticketing-dev/common/contracts';

/** What a form says after it was sent without scripts, by the code or the field of the error. */
const messages: ReadonlyMap<string, string> = new Map([
  ['INVALID_CREDENTIALS', 'Invalid credentials'],
  ['EMAIL_IN_USE', 'Email in use'],
  ['LIMIT_REACHED', 'Too many attempts, please try again later'],
  ['UNAVAILABLE', 'Ticketing is not available at the moment, please try again'],
  ['email', 'Email must be valid'],
  ['password', 'Password must be between 8 and 128 characters, and not a common one'],
]);

/** The names of an answer's errors, for the address of the page. */
export const errorNames = (items: readonly ErrorItem[]): string[] =>
  items.map(({ code = '', field }) => field ?? code).filter((name) => messages.has(name));

/** The errors of these names. Other names have no text, so that a link cannot put words onto the page. */
export const errorsOf = (names: string | readonly string[] | undefined): ErrorItem[] =>
  [names ?? []].flat().flatMap((name) => {
    const message = messages.get(name);
    return message === undefined ? [] : [{ message }];
  });
