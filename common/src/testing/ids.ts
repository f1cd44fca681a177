import { type Id, toId } from '../contracts';

/**
 * An id as a database has it: all spellings are one.
 *
 * @throws Error where it is malformed, which no {@link Id} is
 */
export function anId(text: string): Id {
  const id = toId(text);
  if (id === undefined) throw new Error(`'${text}' is not an id of ours`);
  return id;
}

/**
 * Different spellings of one id, the one in lower case first.
 *
 * @throws Error where it has too few letters for so many
 */
export function spellingsOf(id: string, howMany: number): string[] {
  const spellings = Array.from({ length: howMany }, (_, number) => {
    let letter = 0;
    return id.replace(/[a-f]/g, (digit) =>
      (number >> letter++) & 1 ? digit.toUpperCase() : digit,
    );
  });
  if (new Set(spellings).size < howMany) throw new Error(`${id} has no ${howMany} spellings`);
  return spellings;
}
