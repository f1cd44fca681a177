export type Command = Readonly<Record<string, unknown>>;

/** A query as it went to the database, without what belongs to its session. */
export interface Asked {
  readonly collection: string;
  readonly command: Command;
  /** What it filters by. */
  readonly fields: readonly string[];
}

/** What a command asks for, unless it is no query. */
export function asked(sent: Command): Asked | undefined {
  const { lsid: _session, $db: _database, ...command } = sent;
  const { find, aggregate, filter, pipeline } = command;
  if (typeof find === 'string') {
    return { collection: find, command, fields: Object.keys(filter ?? {}) };
  }
  if (typeof aggregate !== 'string') return undefined;
  const [first] = pipeline as readonly { $match?: object }[];
  return { collection: aggregate, command, fields: Object.keys(first?.$match ?? {}) };
}

/** How a database means to find what a query asks for. */
export interface Plan {
  /** In the database's own names. */
  readonly indexes: readonly string[];
  readonly readsAll: boolean;
}

/** Reads an answer to `explain`: MongoDB's, or FerretDB's, which is PostgreSQL's. */
export function planOf(explained: unknown): Plan {
  const all = [...entries(explained)];
  const texts = (key: string): string[] =>
    all.flatMap(([name, value]) => (name === key && typeof value === 'string' ? [value] : []));
  return {
    indexes: [...texts('indexName'), ...texts('Index Name')],
    readsAll: texts('stage').includes('COLLSCAN') || texts('Node Type').includes('Seq Scan'),
  };
}

function* entries(value: unknown): Generator<[string, unknown]> {
  if (typeof value !== 'object' || value === null) return;
  for (const entry of Object.entries(value)) {
    yield entry;
    yield* entries(entry[1]);
  }
}
