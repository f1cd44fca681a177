import { createRandom } from '../kit/random';

/** Where a run gets its decisions from. 0 is always the tame one: nothing fails, the oldest goes first. */
export interface Tape {
  /** A number from 0 to `options` - 1. */
  choose(options: number): number;
  /** Every decision that was made. */
  readonly decisions: readonly number[];
  /** Whether only tame ones are left. */
  readonly isOver: boolean;
}

/** Decisions at random: the same seed makes the same ones. */
export function randomTape(seed: number): Tape {
  const random = createRandom(seed);
  const decisions: number[] = [];
  return {
    decisions,
    isOver: false,
    choose(options) {
      const decision = Math.floor(random() * options);
      decisions.push(decision);
      return decision;
    },
  };
}

/** Decisions that were made before; tame ones where they end. */
export function replayTape(recorded: readonly number[]): Tape {
  const decisions: number[] = [];
  return {
    decisions,
    get isOver() {
      return decisions.length >= recorded.length;
    },
    choose(options) {
      const decision = (recorded[decisions.length] ?? 0) % options;
      decisions.push(decision);
      return decision;
    },
  };
}

/**
 * The shortest and tamest decisions that still fail.
 *
 * @param fails runs the decisions and says whether they fail in the same way
 * @param budget how often `fails` may be asked
 */
export async function shrink(
  failing: readonly number[],
  fails: (decisions: readonly number[]) => Promise<boolean>,
  budget = 4_000,
): Promise<readonly number[]> {
  let best = failing;
  let left = budget;
  const isBetter = async (candidate: readonly number[]): Promise<boolean> => {
    if (left <= 0) return false;
    left -= 1;
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };

  for (let before: readonly number[] = []; before !== best && left > 0;) {
    before = best;
    for (let length = best.length; length > 0; length = Math.floor(length / 2)) {
      for (let at = best.length - length; at >= 0; at -= length) {
        const without = [...best.slice(0, at), ...best.slice(at + length)];
        if (await isBetter(without)) continue;
        const tame = best.map((value, i) => (i >= at && i < at + length ? 0 : value));
        if (tame.some((value, i) => value !== best[i])) await isBetter(tame);
      }
    }
  }
  return best;
}
