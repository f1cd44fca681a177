import { randomUUID } from 'node:crypto';

import { silentLogger, systemClock } from '@ticketing-dev/common';
import { Database } from '@ticketing-dev/common/mongo';
import { anId, testServer } from '@ticketing-dev/common/testing';
import { ObjectId } from 'mongodb';

import { fill } from './support/fill';
import { hotQueries, type Owner, owners, storesOn, useCases } from './support/hot-queries';
import { type Asked, asked, type Command, type Plan, planOf } from './support/plan';

/** The name that MongoDB gives an index. */
function nameOf(index: object): string {
  const name = Object.entries(index)
    .map(([field, direction]) => `${field}_${direction}`)
    .join('_');
  return name === '_id_1' ? '_id_' : name;
}

describe('among 20,000 documents the declared index finds', () => {
  const run = randomUUID();
  const heard = new Map<Owner, Asked[]>();
  const open = (owner: Owner) => {
    const uri = `${testServer('MONGO')}/test-${owner}-${run}?w=majority&journal=true&monitorCommands=true`;
    return [owner, new Database(uri, { logger: silentLogger(), now: systemClock })] as const;
  };
  const databases = Object.fromEntries(owners.map(open)) as Record<Owner, Database>;
  const services = useCases(storesOn(databases));

  const explain = async (owner: Owner, command: Command): Promise<Plan> =>
    planOf(await databases[owner].connection.db?.command({ explain: command }));

  beforeAll(async () => {
    for (const owner of owners) {
      const database = databases[owner];
      await database.open();
      await fill(owner, database.connection);
      database.connection.getClient().on('commandStarted', ({ command }) => {
        const query = asked(command);
        if (query) heard.set(owner, [...(heard.get(owner) ?? []), query]);
      });
    }
  });
  beforeEach(() => heard.clear());
  afterAll(async () => {
    for (const database of Object.values(databases)) {
      await database.connection.dropDatabase();
      await database.close();
    }
  });

  it.each(hotQueries)('$title', async ({ of, index, ask }) => {
    const [owner, collection] = of.split('.') as [Owner, string];
    const [leading = ''] = Object.keys(index);

    await ask(services, () => anId(new ObjectId().toHexString()));

    const queries = heard
      .get(owner)
      ?.filter((query) => query.collection === collection && query.fields.includes(leading));
    expect(queries?.length).toBeGreaterThan(0);
    for (const { command } of queries ?? []) {
      const plan = await explain(owner, command);
      // A store that knows better has said which index it means: see common/src/mongo/ferretdb.ts.
      expect(plan.indexes).toContain(nameOf((command['hint'] as object | undefined) ?? index));
      expect(plan.readsAll).toBe(false);
    }
  });
});
