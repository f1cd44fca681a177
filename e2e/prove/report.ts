import type { Violation } from '../kit/checker/judge';
import type { History } from '../kit/checker/history';

const shownViolations = 20;
const shownEntries = 12;

export const seconds = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? 'never' : `${(milliseconds / 1000).toFixed(1)} s`;

export const table = (rows: Readonly<Record<string, unknown>>): string =>
  Object.entries(rows)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `  ${name.padEnd(26)} ${String(value)}`)
    .join('\n');

/** What keeps a run from proving anything. */
export const proofFails = (says: string): Violation => ({
  promise: 'the proof itself',
  says,
  ids: [],
});

/** How many there are, and the first of them with what touches their ids. */
export function printViolations(violations: readonly Violation[], history: History): void {
  console.log(`${violations.length} violations`);
  for (const { promise, says, ids } of violations.slice(0, shownViolations)) {
    const lines = history.about(ids).slice(0, shownEntries);
    console.log(`\n${promise}: ${says}\n  ${lines.join('\n  ')}`);
  }
}
