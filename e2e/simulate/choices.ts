import { createRandom } from '../kit/random';

/** The decisions of a run. 0 is always the mildest one: nothing fails, the oldest step is next. */
export interface Choices {
  /** A number from 0 to `options` - 1. */
  choose(options: number): number;
  /** Every decision so far. */
  readonly made: readonly number[];
  /** Whether all recorded decisions have been used. From then on every decision is 0. */
  readonly isOver: boolean;
}

/** The same seed makes the same decisions. */
export function randomChoices(seed: number): Choices {
  const random = createRandom(seed);
  return choicesBy((options) => Math.floor(random() * options));
}

export const recordedChoices = (recorded: readonly number[]): Choices =>
  choicesBy((options, at) => (recorded[at] ?? 0) % options, recorded.length);

function choicesBy(decide: (options: number, at: number) => number, length = Infinity): Choices {
  const made: number[] = [];
  return {
    made,
    get isOver() {
      return made.length >= length;
    },
    choose(options) {
      const decision = decide(options, made.length);
      made.push(decision);
      return decision;
    },
  };
}

/**
 * The shortest and mildest decisions that still fail. It removes and zeroes whole ranges, so it needs a tenth of the runs
 * that fast-check needs for the same.
 *
 * @param fails runs the decisions, and returns whether they fail in the same way
 * @param budget the most runs
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
        if (await isBetter([...best.slice(0, at), ...best.slice(at + length)])) continue;
        const milder = best.map((value, i) => (i >= at && i < at + length ? 0 : value));
        if (milder.some((value, i) => value !== best[i])) await isBetter(milder);
      }
    }
  }
  return best;
}
