import { WrongUseError } from '../errors';
import type { Outcome, Tools } from '../outcome';
import { isService } from '../services';

/** Which events are published again. */
export interface ReplayOptions {
  readonly subject?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly aggregate?: string;
  readonly reason: string;
}

/** Publishes events of their owner's log again, with the same ids: listeners receive them as duplicates. */
export async function replay(
  { ask }: Tools,
  owner: string,
  { subject = [], reason, ...options }: ReplayOptions,
): Promise<Outcome> {
  if (!isService(owner) || owner === 'expiration')
    throw new WrongUseError('Give the owner of the events: auth, tickets, orders or payments');
  const query = new URLSearchParams(subject.map((each): [string, string] => ['subject', each]));
  for (const name of ['since', 'until', 'aggregate'] as const) {
    const value = options[name];
    if (value !== undefined) query.set(name, value);
  }
  const path = `/events/replay?${query.toString()}`;
  const { published } = await ask.change<{ readonly published: Record<string, number> }>(owner, {
    path,
    reason,
  });
  const count = Object.values(published).reduce((sum, each) => sum + each, 0);
  return {
    lines: [
      ...Object.entries(published).map(([each, many]) => `${each}  ${many}`),
      `Published ${count} events of ${owner} again`,
    ],
    json: { published },
  };
}
