import { setTimeout as delay } from 'node:timers/promises';

import type { OwnStack } from '../own-stack';
import { aMember, expectStatus, type Person } from '../person';
import { inPool } from '../pool';
import { ask, instancesOf, refusedAfter } from './watch';

/** Hashing is what a sign-up takes; more at once would only wait for it. */
const signUpsAtOnce = 4;

/** Somebody who is signed in, and the cookie of that session. */
export interface Visitor {
  readonly person: Person;
  readonly cookie: string;
}

/** Every instance takes their cookies: what is refused later was taken before. */
export function visitors(stack: OwnStack, count: number): Promise<readonly Visitor[]> {
  return inPool(Array.from({ length: count }), signUpsAtOnce, async () => {
    const { person } = await aMember(stack);
    const cookie = person.sessionCookie();
    for (const instance of instancesOf(stack)) {
      if ((await ask(instance, cookie)) !== 'taken') {
        throw new Error(`${instance.name} does not take a session that holds`);
      }
    }
    return { person, cookie };
  });
}

const signOut = async ({ person }: Visitor): Promise<void> => {
  expectStatus(await person.call('POST', '/api/users/signout'), 200);
};

/**
 * Lets people sign out one after the other, without waiting for what comes of it.
 *
 * @returns after how long each one's old cookie was refused everywhere
 */
export function signOuts(
  stack: OwnStack,
  leaving: readonly Visitor[],
  everyMs: number,
): Promise<readonly number[]> {
  const instances = instancesOf(stack);
  return Promise.all(
    leaving.map(async (visitor, index) => {
      await delay(index * everyMs);
      await signOut(visitor);
      return refusedAfter(instances, visitor.cookie, performance.now());
    }),
  );
}

/**
 * Lets people sign out while NATS Streaming is away.
 *
 * @returns how long after its return each one's old cookie was refused everywhere
 */
export async function signOutsWithoutBus(
  stack: OwnStack,
  leaving: readonly Visitor[],
  awayMs: number,
): Promise<readonly number[]> {
  const instances = instancesOf(stack);
  await stack.stop('nats');
  const back = delay(awayMs);
  for (const visitor of leaving) await signOut(visitor);
  await back;
  await stack.start('nats');
  const since = performance.now();
  return Promise.all(leaving.map(({ cookie }) => refusedAfter(instances, cookie, since)));
}
