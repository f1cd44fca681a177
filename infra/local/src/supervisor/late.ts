import { statOf } from './identity';

const EVERY_MS = 10_000;

/** A process that is to answer. */
export interface Awaited {
  readonly name: string;
  /** Absent where it does not run, or is not known. */
  readonly pid?: number | undefined;
  /** Where to look why. */
  readonly log: string;
  readonly isReady: () => Promise<boolean>;
}

function stateOf({ pid, log }: Awaited): string {
  const isStopped = pid !== undefined && statOf(pid)?.state === 'T';
  return isStopped
    ? `it is stopped (kill -CONT ${pid} lets it go on)`
    : `it does not answer (${log})`;
}

/** A line for each that does not answer: its name and why, as far as can be seen from outside. */
export async function late(awaited: readonly Awaited[]): Promise<readonly string[]> {
  const lines = await Promise.all(
    awaited.map(async (each) =>
      (await each.isReady()) ? [] : [`Waiting for ${each.name}: ${stateOf(each)}`],
    ),
  );
  return lines.flat();
}

/** While the work goes on, says every ten seconds who does not answer. */
export async function sayingWhoIsLate<T>(
  work: Promise<T>,
  awaited: () => readonly Awaited[],
  say: (line: string) => void,
): Promise<T> {
  const look = (): void => void late(awaited()).then((lines) => lines.forEach(say), say);
  const timer = setInterval(look, EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
