import { dropAndClose, MemoryAggregateStore, testDatabase } from '@ticketing-dev/common/testing';

import { passKey } from '../../src/domain/codes';
import { createPassKeys, type StoredPassKey } from '../../src/domain/pass-keys';
import { passKeyStore } from '../../src/models/pass-key';

const memory = () => new MemoryAggregateStore<StoredPassKey>(['name']);
const idsOf = async (keys: ReturnType<typeof createPassKeys>) =>
  (await keys()).all.map(({ id }) => id);

describe('the keys of passes', () => {
  it('are one, which many instances share that start concurrently without PASS_KEY', async () => {
    const database = testDatabase(() => new Date());
    const store = passKeyStore(database);
    await database.open();
    const instances = Array.from({ length: 10 }, () => createPassKeys({ store }));

    const ids = await Promise.all(instances.map(idsOf));
    const later = await idsOf(createPassKeys({ store }));
    await dropAndClose(database);

    expect(later).toHaveLength(1);
    expect(ids).toEqual(instances.map(() => later));
  });

  it('would be several if each instance used the secret that it has made', async () => {
    const store = memory();
    const alone = (): ReturnType<typeof createPassKeys> => {
      const made: StoredPassKey[] = [];
      const own = store.connect(() => Promise.resolve());
      own.insert = (key) => Promise.resolve(void made.push(key));
      own.query = () => Promise.resolve(made);
      return createPassKeys({ store: own });
    };

    const ids = await Promise.all([idsOf(alone()), idsOf(alone())]);

    expect(new Set(ids.flat()).size).toBe(2);
  });

  it('are PASS_KEY first, and PASS_KEY_PREVIOUS, whose codes stay valid', async () => {
    const keys = createPassKeys({ store: memory(), secret: 'new', previous: ['old', 'older'] });

    const known = await keys();
    const { current, all } = known;

    expect(current.id).toBe(passKey('new').id);
    expect(new Set(all.map(({ id }) => id))).toEqual(
      new Set(['new', 'old', 'older'].map((secret) => passKey(secret).id)),
    );
    expect(all[0]).toBe(current);
    expect(known.find(passKey('old').id)?.id).toBe(passKey('old').id);
    expect(known.find('00000000')).toBeUndefined();
  });

  it('have the stored key behind a PASS_KEY that was set later', async () => {
    const store = memory();
    const [made = ''] = await idsOf(createPassKeys({ store }));

    expect(await idsOf(createPassKeys({ store, secret: 'new' }))).toEqual([
      passKey('new').id,
      made,
    ]);
  });

  it('are loaded again after the database was away', async () => {
    const store = memory();
    const query = store.query.bind(store);
    let isAway = true;
    store.query = (wanted) => (isAway ? Promise.reject(new Error('away')) : query(wanted));
    const keys = createPassKeys({ store });

    await expect(keys()).rejects.toThrow('away');
    isAway = false;

    expect((await keys()).all).toHaveLength(1);
  });

  it('fail if the secret cannot be stored', async () => {
    const store = memory();
    store.insert = () => Promise.reject(new Error('away'));

    const keys = createPassKeys({ store });

    await expect(keys()).rejects.toThrow('away');
  });
});
