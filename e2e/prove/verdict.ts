import { readBus } from '../kit/checker/bus';
import type { Facts, Message } from '../kit/checker/facts';
import type { History } from '../kit/checker/history';
import { atRest, fromTheBus, fromTheHistory, lateness, type Violation } from '../kit/checker/judge';
import type { Stage } from './stage';

export interface Verdict {
  readonly facts: Facts;
  readonly messages: readonly Message[];
  /** How late the latest end of a hold was. */
  readonly latestMs: number;
  readonly violations: readonly Violation[];
}

/** Checks the promises by all that is stored, all that is on the bus, and all that clients were told. */
export async function verdictOn(
  { reader, addresses }: Pick<Stage, 'reader' | 'addresses'>,
  history: History,
): Promise<Verdict> {
  const facts = await reader.facts();
  const messages = await readBus(addresses.nats);
  const { early, latestMs } = lateness(facts);
  const violations = [
    ...atRest(facts),
    ...fromTheBus(facts, messages),
    ...fromTheHistory(facts, history.entries),
    ...early,
  ];
  return { facts, messages, latestMs, violations };
}
