import { randomUUID } from 'node:crypto';

import { silentLogger, systemClock } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import { anId, testServer } from '@ticketing-dev/common/testing';
import { ObjectId } from 'mongodb';

import { fill, hotQueries, type Owner, owners, storesOn, useCases } from './hot-queries';

/** The stand-in has no `explain`. */
const hasPlans = !['stand-in', undefined].includes(process.env['TEST_DATABASE']);

type Command = Readonly<Record<string, unknown>>;

/** A query as the driver sends it, without the fields of its session. */
interface Query {
  readonly collection: string;
  readonly command: Command;
  /** The fields of its filter and of its order. */
  readonly fields: readonly string[];
}

/** @returns undefined if the command is no query */
function queryOf(sent: Command): Query | undefined {
  const { lsid: _session, $db: _database, ...command } = sent;
  const { find, aggregate, filter, sort, pipeline } = command;
  // The driver sends an order as a Map.
  const fieldsOf = (...parts: unknown[]): string[] =>
    parts.flatMap((part) =>
      part instanceof Map ? [...(part.keys() as Iterable<string>)] : Object.keys(part ?? {}),
    );
  if (typeof find === 'string') {
    return { collection: find, command, fields: fieldsOf(filter, sort) };
  }
  if (typeof aggregate !== 'string') return undefined;
  const [first] = pipeline as readonly { $match?: object }[];
  return { collection: aggregate, command, fields: fieldsOf(first?.$match) };
}

/** The name that MongoDB gives to an index. */
const nameOf = (index: object): string =>
  '_id' in index && Object.keys(index).length === 1
    ? '_id_'
    : Object.entries(index).flat().join('_');

/** The indexes and the full scans in an answer to `explain`: MongoDB's, or FerretDB's, which is PostgreSQL's. */
function planOf(explained: unknown): { readonly indexes: string[]; readonly scans: string[] } {
  const plan = { indexes: [] as string[], scans: [] as string[] };
  JSON.stringify(explained, (key, value: unknown) => {
    if (key === 'indexName' || key === 'Index Name') plan.indexes.push(String(value));
    if (value === 'COLLSCAN' || value === 'Seq Scan') plan.scans.push(value);
    return value;
  });
  return plan;
}

describe('a hot query has a declared index', () => {
  const run = randomUUID();
  const sent = new Map<Owner, Query[]>();
  const open = (owner: Owner) => {
    const uri = `${testServer('MONGO')}/test-${owner}-${run}?w=majority&journal=true&monitorCommands=true`;
    return [owner, new Database(uri, { logger: silentLogger(), now: systemClock })] as const;
  };
  const databases = Object.fromEntries(owners.map(open)) as Record<Owner, Database>;
  const services = useCases(storesOn(databases));

  beforeAll(async () => {
    for (const owner of owners) {
      const { connection } = databases[owner];
      await databases[owner].open();
      if (hasPlans) await fill(owner, connection);
      connection.getClient().on('commandStarted', ({ command }) => {
        const query = queryOf(command);
        if (query) sent.set(owner, [...(sent.get(owner) ?? []), query]);
      });
    }
  });
  beforeEach(() => sent.clear());
  afterAll(async () => {
    for (const database of Object.values(databases)) {
      await database.connection.dropDatabase();
      await database.close();
    }
  });

  const indexesOf = async (owner: Owner, collection: string): Promise<readonly object[]> =>
    (await databases[owner].connection.collection(collection).indexes()).map(({ key }) => key);

  it.each(hotQueries)('$title', async ({ of, index, ask }) => {
    const [owner, collection] = of.split('.') as [Owner, string];
    const [leading = '', ...others] = Object.keys(index);

    await ask(services, () => anId(new ObjectId().toHexString()));

    const all = [...sent].flatMap(([whose, queries]) =>
      queries.map((query) => [whose, query] as const),
    );
    const hot = (sent.get(owner) ?? []).filter(
      (query) => query.collection === collection && query.fields.includes(leading),
    );
    expect(hot.filter(({ fields }) => others.every((field) => fields.includes(field)))).not.toEqual(
      [],
    );
    expect(await indexesOf(owner, collection)).toContainEqual(index);
    // No other query of these use cases may read a whole collection either.
    for (const [whose, query] of all) {
      const declared = await indexesOf(whose, query.collection);
      const first = declared.map((each) => Object.keys(each)[0] ?? '');
      expect(query.fields.filter((field) => first.includes(field))).not.toEqual([]);
    }
    for (const { command } of hasPlans ? hot : []) {
      const plan = planOf(await databases[owner].connection.db?.command({ explain: command }));
      // A store may hint at another index: see common/src/mongo/ferretdb.ts.
      expect(plan.indexes).toContain(nameOf((command['hint'] as object | undefined) ?? index));
      expect(plan.scans).toEqual([]);
    }
  });
});
