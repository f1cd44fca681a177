/** @jest-environment node */
import 'fake-indexeddb/auto';

import { ApiError } from '@/lib/api/api-error';
import { noAnswer, type Verdict } from '@/lib/door/door-desk';

import { aDoor, doorNow } from '../support/builders';
import { aDesk, aKey, aListedPass, aSeatId, aTypedCode, noConnection } from '../support/door';

const at = doorNow.toISOString();
const ticket = { title: 'Jazz', row: '4', seat: '12' };
const resultOf = (verdict: Verdict | typeof noAnswer) =>
  verdict === noAnswer ? noAnswer : verdict.result;

async function aPreparedDesk(over: Parameters<typeof aDesk>[0] = {}) {
  const door = await aDesk({ passes: [await aListedPass()], ...over });
  await door.desk.prepare();
  return door;
}

describe('a door with a connection', () => {
  it('does what the shop says', async () => {
    const { desk, key, answers, sent } = await aDesk();
    answers(({ attemptId }) => ({ attemptId, result: 'admitted', ticket }));

    expect(await desk.admit(key.codeOf(aSeatId))).toEqual({ result: 'admitted', ticket });

    expect(sent).toEqual([{ attemptId: 'attempt-1', code: key.codeOf(aSeatId) }]);
  });

  it('does not ask for what is no code', async () => {
    const { desk, sent } = await aDesk();

    expect(await desk.admit('https://example.com')).toEqual({ result: 'unknown' });

    expect(sent).toHaveLength(0);
  });

  it('repeats the same attempt until an answer arrives, also after a reload', async () => {
    const { desk, again, sent, answers } = await aDesk();
    expect(await desk.admit(aTypedCode)).toBe(noAnswer);
    expect(await desk.admit('7k2m 9qxa 04tz')).toBe(noAnswer);

    answers(({ attemptId }) => ({ attemptId, result: 'admitted' }));
    expect(resultOf(await again().admit(aTypedCode))).toBe('admitted');
    await desk.admit(aTypedCode);

    expect(sent.map(({ attemptId }) => attemptId)).toEqual([
      'attempt-1',
      'attempt-1',
      'attempt-1',
      'attempt-4',
    ]);
  });

  it('repeats the same attempt if a code that was scanned is then typed', async () => {
    const { desk, key, sent } = await aDesk();

    await desk.admit(key.codeOf(aSeatId));
    await desk.admit(aTypedCode);

    expect(sent.map(({ attemptId }) => attemptId)).toEqual(['attempt-1', 'attempt-1']);
  });

  it('makes a new attempt after a refusal', async () => {
    const { desk, sent, answers } = await aDesk();
    answers(() => {
      throw new ApiError({ status: 429, items: [{ message: 'Too many wrong codes' }] });
    });

    await expect(desk.admit(aTypedCode)).rejects.toThrow('Too many wrong codes');
    await expect(desk.admit(aTypedCode)).rejects.toThrow('Too many wrong codes');

    expect(sent.map(({ attemptId }) => attemptId)).toEqual(['attempt-1', 'attempt-2']);
  });

  it('knows whom it has let in, also when the connection is lost afterwards', async () => {
    const { desk, key, answers } = await aPreparedDesk();
    answers(({ attemptId }) => ({
      attemptId,
      result: 'admitted',
      seatId: aSeatId,
      serial: 1,
      admittedAt: at,
      door: 'North gate',
    }));
    await desk.admit(key.codeOf(aSeatId));
    answers(noConnection);

    for (const code of [key.codeOf(aSeatId), aTypedCode]) {
      expect(await desk.admit(code)).toMatchObject({ result: 'used', at, door: 'North gate' });
    }
  });
});

describe('a door without a connection', () => {
  it('lets nobody in without a list', async () => {
    const { desk, key } = await aDesk();

    expect(await desk.admit(key.codeOf(aSeatId))).toBe(noAnswer);
  });

  it.each([
    ['scanned', (door: { key: ReturnType<typeof aKey> }) => door.key.codeOf(aSeatId)],
    ['typed', () => aTypedCode],
  ])('lets a person in with a %s code of the list, once', async (_how, codeOf) => {
    const door = await aPreparedDesk();

    const first = await door.desk.admit(codeOf(door));
    const second = await door.desk.admit(codeOf(door));

    expect(first).toEqual({ result: 'admitted', ticket, listedAt: at });
    expect(second).toMatchObject({ result: 'used', at, door: 'North gate' });
  });

  it('knows the person by the other kind of code, and in another tab', async () => {
    const { desk, again, key } = await aPreparedDesk();
    await desk.admit(key.codeOf(aSeatId));

    expect(resultOf(await again().admit(aTypedCode))).toBe('used');
  });

  it('lets one person in if two tabs check the code concurrently', async () => {
    const { desk, again, key } = await aPreparedDesk();

    const results = await Promise.all(
      [desk, again()].map((each) => each.admit(key.codeOf(aSeatId))),
    );

    expect(results.map(resultOf).toSorted()).toEqual(['admitted', 'used']);
  });

  it('would let two in if the admission was not stored before it is shown', async () => {
    const { desk, key, store } = await aPreparedDesk();
    jest.spyOn(store, 'admit').mockResolvedValue(true);

    const results = [await desk.admit(key.codeOf(aSeatId)), await desk.admit(key.codeOf(aSeatId))];

    expect(results.map(resultOf)).toEqual(['admitted', 'admitted']);
  });

  it('does not show what it could not store', async () => {
    const { desk, key, store } = await aPreparedDesk();
    jest.spyOn(store, 'admit').mockRejectedValue(new Error('the disk is full'));

    await expect(desk.admit(key.codeOf(aSeatId))).rejects.toThrow('the disk is full');
  });

  it('refuses a code that another key has signed', async () => {
    const { desk } = await aPreparedDesk();

    expect(resultOf(await desk.admit(aKey().codeOf(aSeatId)))).toBe('unknown');
  });

  it('would accept it without the check of the signature', async () => {
    const { desk } = await aPreparedDesk({ isSignatureRight: () => Promise.resolve(true) });

    expect(resultOf(await desk.admit(aKey().codeOf(aSeatId)))).toBe('admitted');
  });

  it.each([
    ['another serial', {}, 2, 'invalid'],
    ['a used pass', { state: 'admitted' }, 1, 'used'],
    ['a refunded pass', { state: 'revoked' }, 1, 'invalid'],
    ['a seat that is not in the list', { seatId: '65a0000000000000000000a2' }, 1, 'unknown'],
  ] as const)('refuses the code of %s', async (_what, over, serial, result) => {
    const { desk, key } = await aPreparedDesk({ passes: [await aListedPass(over)] });

    expect(resultOf(await desk.admit(key.codeOf(aSeatId, serial)))).toBe(result);
  });

  it('refuses a typed code that is not in the list', async () => {
    const { desk } = await aPreparedDesk();

    expect(resultOf(await desk.admit('0000-0000-0000'))).toBe('unknown');
  });

  it('lets nobody in after its link has expired', async () => {
    const { desk, key } = await aPreparedDesk({
      door: { id: 'door-1', name: 'North gate', expiresAt: at },
    });

    expect(await desk.admit(key.codeOf(aSeatId))).toBe(noAnswer);
  });

  it('repeats the attempt whose answer was lost', async () => {
    const { desk, key, sent } = await aPreparedDesk();
    await desk.admit(key.codeOf(aSeatId));

    await desk.catchUp();

    expect(sent.map(({ attemptId }) => attemptId)).toEqual(['attempt-1', 'attempt-1']);
  });
});

describe('a door that has its connection again', () => {
  async function afterOffline() {
    const door = await aPreparedDesk();
    await door.desk.admit(aTypedCode);
    door.sent.length = 0;
    return door;
  }

  it('sends whom it has let in, once', async () => {
    const { desk, store, sent, answers } = await afterOffline();
    answers(({ attemptId }) => ({ attemptId, result: 'admitted' }));

    expect(await desk.catchUp()).toBeNull();
    await desk.catchUp();

    expect(sent).toEqual([{ attemptId: 'attempt-1', code: '7K2M9QXA04TZ', offlineAt: at }]);
    expect(await store.unsent('door-1')).toHaveLength(0);
    expect(await store.conflicts('door-1')).toHaveLength(0);
  });

  it('keeps what was not answered, and sends it again', async () => {
    const { desk, store, answers } = await afterOffline();

    expect((await desk.catchUp())?.status).toBe(0);
    expect(await store.unsent('door-1')).toHaveLength(1);

    answers(({ attemptId }) => ({ attemptId, result: 'admitted' }));
    expect(await desk.catchUp()).toBeNull();
    expect(await store.unsent('door-1')).toHaveLength(0);
  });

  it('shows a conflict: the pass was used at another door', async () => {
    const { desk, store, answers } = await afterOffline();
    const first = { door: 'South gate', at: '2030-06-12T17:40:00.000Z' };
    answers(({ attemptId }) => ({
      attemptId,
      result: 'used',
      admittedAt: first.at,
      door: first.door,
    }));

    await desk.catchUp();

    expect(await store.conflicts('door-1')).toEqual([
      { attemptId: 'attempt-1', doorId: 'door-1', at, ticket, result: 'used', first },
    ]);
  });

  it('still refuses the same code', async () => {
    const { desk, key, answers } = await afterOffline();
    answers(({ attemptId }) => ({ attemptId, result: 'admitted' }));
    await desk.catchUp();

    expect(resultOf(await desk.admit(key.codeOf(aSeatId)))).toBe('used');
  });

  it('discards the codes that it has sent', async () => {
    const { desk, store, answers } = await afterOffline();
    answers(({ attemptId }) => ({ attemptId, result: 'admitted' }));

    await desk.catchUp();

    expect(JSON.stringify(await store.findAdmission('door-1', aSeatId, 1))).not.toContain('7K2M');
  });
});

describe('the list of a door', () => {
  it('is read in parts, and has the time of the first one', async () => {
    const parts = [
      { listedAt: at, passes: [await aListedPass()], next: aSeatId },
      { listedAt: '2030-06-12T17:43:00.000Z', passes: [await aListedPass({ seatId: 'last' })] },
    ];
    const asked: (string | undefined)[] = [];
    const { desk, store } = await aDesk({
      api: {
        admit: noConnection,
        list: (_token, after) => Promise.resolve(parts[asked.push(after) - 1] ?? noConnection()),
      },
    });

    expect(await desk.prepare()).toMatchObject({ listedAt: at });

    expect(asked).toEqual([undefined, aSeatId]);
    expect(await store.findPass('door-1', 'last')).toBeDefined();
  });

  it('replaces the one before', async () => {
    const { store } = await aPreparedDesk();
    const list = { doorId: 'door-1', listedAt: at, keys: [] };

    await store.keepList(list, [await aListedPass({ seatId: 'other' })]);

    expect(await store.findPass('door-1', aSeatId)).toBeUndefined();
    expect(await store.findPass('door-1', 'other')).toBeDefined();
  });

  it('leaves the list of another door as it is', async () => {
    const { store } = await aPreparedDesk();

    await store.keepList({ doorId: 'door-2', listedAt: at, keys: [] }, []);

    expect(await store.findPass('door-1', aSeatId)).toBeDefined();
  });
});

describe('a device', () => {
  const before = new Date('2030-06-20T00:00:00.000Z');
  const old = { token: 'old', state: aDoor(), openedAt: 2 };
  const other = { token: 'new', state: aDoor({ id: 'door-2', expiresAt: at }), openedAt: 1 };

  it('opens the door that was opened last', async () => {
    const { store } = await aDesk();
    await store.keepDoor(old);
    await store.keepDoor(other);

    expect(await store.lastDoor()).toEqual(old);
    expect(await store.findDoor('new')).toEqual(other);
  });

  it('discards the doors whose links have expired', async () => {
    const { store } = await aPreparedDesk();
    await store.keepDoor(old);
    await store.keepDoor({
      ...other,
      state: aDoor({ id: 'door-2', expiresAt: '2030-07-01T00:00:00.000Z' }),
    });

    await store.discardExpired(before);

    expect(await store.findPass('door-1', aSeatId)).toBeUndefined();
    expect(await store.findList('door-1')).toBeUndefined();
    expect(await store.lastDoor()).toMatchObject({ token: 'new' });
  });

  it('discards nothing that the shop does not know', async () => {
    const { desk, store } = await aPreparedDesk();
    await store.keepDoor(old);
    await desk.admit(aTypedCode);

    await store.discardExpired(before);

    expect(await store.unsent('door-1')).toHaveLength(1);
    expect(await store.lastDoor()).toEqual(old);
  });
});
