import { setTimeout as delay } from 'node:timers/promises';

import { wholeNumber } from '../kit/arguments';
import { History } from '../kit/checker/history';
import { limitsEnv, limitsOption } from '../kit/limits';
import { anOwnStack, type OwnStack } from '../kit/own-stack';
import { rotateKey } from '../kit/sessions/rotation';
import { signOuts, signOutsWithoutBus, visitors } from '../kit/sessions/sign-outs';
import { instancesOf, takersOf } from '../kit/sessions/watch';
import { percentile } from '../kit/stats';
import { Findings, seconds } from './checks';
import { proveCommand, runProve } from './command';

const scale = { auth: 2, tickets: 2, orders: 2, payments: 2 };
/** Every service promises to refuse an old session within this time. */
const promisedMs = 1_000;
const everyMs = 150;
const busAwayMs = 10_000;
/** With more people the requests for their sessions would slow the instances down. */
const withoutBus = 5;
const restartAfterMs = 5_000;
const restarted = 'orders-2';

const ms = (value: number): string => `${value.toFixed(0)} ms`;

async function proveSignOuts(stack: OwnStack, count: number): Promise<boolean> {
  const findings = new Findings(new History());
  const check = (what: string, refusedMs: readonly number[]): void => {
    const p99 = percentile(refusedMs, 0.99);
    console.log(
      `${what}: the old cookie was refused everywhere after p50 ${ms(percentile(refusedMs, 0.5))}, p99 ${ms(p99)}, longest ${ms(Math.max(...refusedMs))}`,
    );
    if (p99 > promisedMs) findings.say('Sessions end', `${what}: p99 is ${ms(p99)}`);
  };

  const leaving = await visitors(stack, count);
  const restart = async (): Promise<void> => {
    await delay(restartAfterMs);
    await stack.stop(restarted);
    await stack.start(restarted);
  };
  const [refusedMs] = await Promise.all([signOuts(stack, leaving, everyMs), restart()]);
  check(`${count} sign-outs, ${restarted} restarted meanwhile`, refusedMs);

  const others = await visitors(stack, withoutBus);
  const away = `while NATS Streaming was away for ${seconds(busAwayMs)}, after its return`;
  const afterReturn = await signOutsWithoutBus(stack, others, busAwayMs);
  check(`${withoutBus} sign-outs ${away}`, afterReturn);
  const cookies = [...leaving, ...others].map(({ cookie }) => cookie);
  const accepted = await takersOf(instancesOf(stack), cookies);
  console.log(`${cookies.length} old cookies sent to every instance: ${accepted.length} accepted`);
  for (const each of accepted) findings.say('Sessions end', `an old cookie, in the end: ${each}`);

  const { requests, failed, signedOut, signIns } = await rotateKey(stack);
  console.log(
    `JWT_KEY changed under load: ${requests} requests, ${signIns} sign-ins among them; ${failed.length} failed, ${signedOut.length} signed out`,
  );
  for (const each of failed) findings.say('Sessions end', `failed while the key changed: ${each}`);
  for (const each of signedOut) findings.say('Sessions end', `signed out by the new key: ${each}`);
  return findings.print();
}

const program = proveCommand(
  'prove:sign-outs',
  `So many people sign out while an instance restarts, and 5 while NATS Streaming is unavailable. Then JWT_KEY changes under
load. Measures when every instance refuses the old sessions.`,
)
  .argument('[people]', 'how many sign out', wholeNumber(), 200)
  .addOption(limitsOption());

runProve(program, async ({ database, answers }, { limits }, people) => {
  const stack = await anOwnStack({ client: false, scale, database, env: limitsEnv(limits) });
  try {
    return await proveSignOuts({ ...stack, onAnswer: answers.count }, people);
  } finally {
    await stack.end();
  }
});
