type Cell = string | number | boolean | undefined;

/** Lines with aligned columns. Empty cells at the end are left out. */
export function columns(rows: readonly (readonly Cell[])[]): string[] {
  const texts = rows.map((row) => row.map((cell) => (cell === undefined ? '' : String(cell))));
  const widths = texts.reduce<number[]>(
    (most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, cell.length)),
    [],
  );
  return texts.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** `a=1 b=2`, without the fields that have no value. */
export const pairs = (fields: Readonly<Record<string, Cell>>): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${quoted(String(value))}`)
    .join(' ');

const quoted = (text: string): string => (/[\s"]/.test(text) ? JSON.stringify(text) : text);
