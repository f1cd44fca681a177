import { statOf } from './identity';

const everyMs = 10_000;

/** A process that should answer. */
export interface Awaited {
  readonly name: string;
  /** Absent if it does not run or is unknown. */
  readonly pid?: number | undefined;
  /** The log that may show why it does not answer. */
  readonly log: string;
  readonly isReady: () => Promise<boolean>;
  /** Whether it has answered before, so that the start does not wait for it. */
  readonly wasReady?: boolean;
}

function stateOf({ name, pid, log, wasReady = false }: Awaited): string {
  const isStopped = pid !== undefined && statOf(pid)?.state === 'T';
  if (isStopped) return `Waiting for ${name}: it is stopped (kill -CONT ${pid} lets it go on)`;
  return wasReady
    ? `${name} was ready, but did not answer just now (${log})`
    : `Waiting for ${name}: it does not answer (${log})`;
}

/** A line for each process that does not answer: its name and the reason, as far as it is visible from outside. */
export async function late(awaited: readonly Awaited[]): Promise<readonly string[]> {
  const lines = await Promise.all(
    awaited.map(async (each) => ((await each.isReady()) ? [] : [stateOf(each)])),
  );
  return lines.flat();
}

/** Until `work` settles, reports every ten seconds which processes do not answer. */
export async function reportLate<T>(
  work: Promise<T>,
  awaited: () => readonly Awaited[],
  say: (line: string) => void,
): Promise<T> {
  const report = (): void => void late(awaited()).then((lines) => lines.forEach(say), say);
  const timer = setInterval(report, everyMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
