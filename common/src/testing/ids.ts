import { type Id, toId } from '../contracts';

/**
 * Converts a text to an {@link Id}, in lower case.
 *
 * @throws Error if it is malformed
 */
export function anId(text: string): Id {
  const id = toId(text);
  if (id === undefined) throw new Error(`'${text}' is not an id of ours`);
  return id;
}

/** A well-formed id that is in no database. */
export const unknownId = anId('f'.repeat(24));

/**
 * Different spellings of one id, in upper and lower case. The first one is in lower case.
 *
 * @throws Error if the id has too few letters for `howMany` spellings
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
