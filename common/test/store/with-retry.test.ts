import { createTurns, DependencyError, VersionConflictError } from '@ticketing-dev/common';
import { anId } from '@ticketing-dev/common/testing';

const a = anId('a'.repeat(24));
const b = anId('b'.repeat(24));

const aMoment = (): Promise<void> => new Promise(setImmediate);

/** A record that counts its versions, and says how many were at work on it at once. */
function aRecord() {
  let version = 0;
  let working = 0;
  const seen = { most: 0, conflicts: 0 };
  const add = async (): Promise<number> => {
    working += 1;
    seen.most = Math.max(seen.most, working);
    const read = version;
    await aMoment();
    working -= 1;
    if (read !== version) {
      seen.conflicts += 1;
      throw new VersionConflictError('another one was quicker');
    }
    version += 1;
    return version;
  };
  return { add, seen };
}

describe('turns', () => {
  it('run one after another, in the order of their requests', async () => {
    const inTurn = createTurns();
    const { add, seen } = aRecord();

    const versions = await Promise.all(Array.from({ length: 50 }, () => inTurn(a, add)));

    expect(versions).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(seen).toEqual({ most: 1, conflicts: 0 });
  });

  it('would run concurrently without a queue', async () => {
    const { add, seen } = aRecord();

    await Promise.allSettled(Array.from({ length: 50 }, add));

    expect(seen).toEqual({ most: 50, conflicts: 49 });
  });

  it('of two instances all succeed', async () => {
    const instances = [createTurns(), createTurns()];
    const { add, seen } = aRecord();

    const versions = await Promise.all(
      instances.flatMap((inTurn) => Array.from({ length: 25 }, () => inTurn(a, add))),
    );

    expect(versions.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    expect(seen.conflicts).toBeGreaterThan(0);
  });

  it('of another record do not wait, and a failure stops no other turn', async () => {
    const inTurn = createTurns();
    let end: (error: Error) => void = () => undefined;
    const stuck = inTurn(a, () => new Promise<never>((_resolve, reject) => (end = reject)));
    const behind = inTurn(a, () => Promise.resolve('behind'));

    expect(await inTurn(b, () => Promise.resolve('other'))).toBe('other');
    end(new Error('broken'));

    await expect(stuck).rejects.toThrow('broken');
    expect(await behind).toBe('behind');
  });

  it('that do not start in time are dropped, and write nothing', async () => {
    const inTurn = createTurns(0);
    const write = jest.fn(() => Promise.resolve());

    const late = inTurn(a, write);

    await expect(late).rejects.toThrow(DependencyError);
    await expect(late).rejects.toThrow('This item is in high demand, please try again');
    expect(write).not.toHaveBeenCalled();
  });

  it('that always lose the race end in time', async () => {
    const inTurn = createTurns(50);
    const never = async (): Promise<never> => {
      await aMoment();
      throw new VersionConflictError('another one was quicker');
    };

    await expect(inTurn(a, never)).rejects.toThrow(DependencyError);
  });
});
