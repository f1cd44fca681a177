import { makeRoom } from '@ticketing-dev/common';

describe('makeRoom', () => {
  it.each([
    ['deletes the oldest key of a full set', ['a', 'b'], 'c', ['b']],
    ['deletes nothing for a key that is there', ['a', 'b'], 'b', ['a', 'b']],
    ['deletes nothing while there is room', ['a'], 'b', ['a']],
  ])('%s', (_, before, key, after) => {
    const set = new Set(before);

    makeRoom(set, key, 2);

    expect([...set]).toEqual(after);
  });

  it('deletes the oldest entry of a full map', () => {
    const map = new Map([
      ['a', 1],
      ['b', 2],
    ]);

    makeRoom(map, 'c', 2);

    expect([...map]).toEqual([['b', 2]]);
  });
});
