import { createRandom } from '../../kit/random';
import { disorder } from '../../kit/checker/judge';
import type { Rehearsal } from '../rehearsal';
import { printViolations } from '../report';
import { verdictOn } from '../verdict';
import { withoutBus } from './without-bus';
import { databases, withoutDatabase } from './without-database';
import { withoutRedis } from './without-redis';

const restMs = 60_000;

/**
 * Takes one server away after the other, with all the others there.
 *
 * @param awaySeconds how long a database is away; NATS Streaming is for twice as long
 */
export async function outages(
  stage: Rehearsal,
  awaySeconds: number,
  seed: number,
): Promise<boolean> {
  const awayMs = awaySeconds * 1000;
  const violations = [
    ...(await withoutBus(stage, 'is away', 2 * awayMs, createRandom(seed))),
    ...(await withoutBus(stage, 'hangs', 2 * awayMs, createRandom(seed + 1))),
    ...(await withoutRedis(stage)),
  ];
  for (const state of ['away', 'hangs'] as const) {
    for (const service of databases) {
      violations.push(...(await withoutDatabase(stage, service, state, awayMs)));
    }
  }
  await stage.calm(restMs);
  const { messages, violations: broken } = await verdictOn(stage.stage, stage.history);
  violations.push(...broken, ...disorder(messages));
  printViolations(violations, stage.history);
  return violations.length === 0;
}
