import type { ErrorItem } from '@ticketing-dev/common/contracts';

/** What a form says: by the code of the error, or without scripts by the name of the field. */
const names: readonly string[] = [
  'INVALID_CREDENTIALS',
  'EMAIL_IN_USE',
  'LIMIT_REACHED',
  'UNAVAILABLE',
  'email',
  'password',
];

const withTextOf = (name: string): ErrorItem => ({ message: '', code: `FORM_${name}` });

/** The names of an answer's errors, for the address of the page. */
export const errorNames = (items: readonly ErrorItem[]): string[] =>
  items.map(({ code = '', field }) => field ?? code).filter((name) => names.includes(name));

/** The errors of these names. Other names have no text, so that a link cannot put words onto the page. */
export const errorsOf = (given: string | readonly string[] | undefined): ErrorItem[] =>
  [given ?? []]
    .flat()
    .filter((name) => names.includes(name))
    .map(withTextOf);

/** The same error with our words, where the service's own are for programs. */
export const inFormWords = (item: ErrorItem): ErrorItem =>
  names.includes(item.code ?? '') ? { ...item, ...withTextOf(item.code ?? '') } : item;
