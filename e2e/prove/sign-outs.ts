import { setTimeout as delay } from 'node:timers/promises';

import type { Violation } from '../kit/checker/judge';
import { History } from '../kit/checker/history';
import { type Answers, limitsEnv } from '../kit/limits';
import { anOwnStack } from '../kit/own-stack';
import { rotateKey } from '../kit/sessions/rotation';
import { signOuts, signOutsWithoutBus, visitors } from '../kit/sessions/sign-outs';
import { instancesOf, takersOf } from '../kit/sessions/watch';
import { percentile } from '../kit/stats';
import { printViolations, seconds } from './report';

const scale = { auth: 2, tickets: 2, orders: 2, payments: 2 };
/** What a sign-out promises, of all services. */
const promisedMs = 1_000;
const everyMs = 150;
const busAwayMs = 10_000;
/** More would have the instances busy with being asked. */
const withoutBus = 5;
const restartAfterMs = 5_000;
const restarted = 'orders-2';

const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;
const figures = (values: readonly number[]): string =>
  `p50 ${milliseconds(percentile(values, 0.5))}, p99 ${milliseconds(percentile(values, 0.99))}, longest ${milliseconds(Math.max(...values))}`;

/** People sign out with two of each service, one of them restarted, and without the bus; then the key is changed. */
export async function proveSignOuts(
  count: number,
  { database, answers }: { readonly database: string; readonly answers: Answers },
): Promise<boolean> {
  const violations: Violation[] = [];
  const isBroken = (says: string): void =>
    void violations.push({ promise: 'Sessions end', says, ids: [] });
  const judge = (what: string, refusedMs: readonly number[]): void => {
    console.log(`${what}: the old cookie was refused everywhere after ${figures(refusedMs)}`);
    const p99 = percentile(refusedMs, 0.99);
    if (p99 > promisedMs) isBroken(`${what}: p99 is ${milliseconds(p99)}`);
  };

  const env = limitsEnv(answers.limits);
  const stack = {
    ...(await anOwnStack({ client: false, scale, database, env })),
    onAnswer: answers.count,
  };
  try {
    const leaving = await visitors(stack, count);
    const restart = async (): Promise<void> => {
      await delay(restartAfterMs);
      await stack.stop(restarted);
      await stack.start(restarted);
    };
    const [refusedMs] = await Promise.all([signOuts(stack, leaving, everyMs), restart()]);
    judge(`${count} sign-outs, ${restarted} restarted meanwhile`, refusedMs);

    const others = await visitors(stack, withoutBus);
    const afterReturn = await signOutsWithoutBus(stack, others, busAwayMs);
    judge(
      `${withoutBus} sign-outs while NATS Streaming was away for ${seconds(busAwayMs)}, after its return`,
      afterReturn,
    );
    const cookies = [...leaving, ...others].map(({ cookie }) => cookie);
    const takers = await takersOf(instancesOf(stack), cookies);
    console.log(`${cookies.length} old cookies shown to every instance: ${takers.length} taken`);
    for (const taker of takers) isBroken(`an old cookie, in the end: ${taker}`);

    const { requests, failed, signedOut, signIns } = await rotateKey(stack);
    console.log(
      `JWT_KEY changed under load: ${requests} requests, ${signIns} sign-ins among them; ${failed.length} failed, ${signedOut.length} signed out`,
    );
    for (const each of failed) isBroken(`failed while the key was changed: ${each}`);
    for (const each of signedOut) isBroken(`signed out by the change of the key: ${each}`);
  } finally {
    await stack.end();
  }
  printViolations(violations, new History());
  return violations.length === 0;
}
