import type { ErrorItem } from '@ticketing-dev/common/contracts';

/** What a form says, by the code of the error. Without scripts it knows only the field's name. */
const messages: ReadonlyMap<string, string> = new Map([
  ['INVALID_CREDENTIALS', 'The e-mail address or the password is wrong'],
  ['EMAIL_IN_USE', 'There is an account with this e-mail address already'],
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

/** The same errors with our words, where the service's own are for programs. */
export const inPlainWords = (items: readonly ErrorItem[]): ErrorItem[] =>
  items.map((item) => ({ ...item, message: messages.get(item.code ?? '') ?? item.message }));
