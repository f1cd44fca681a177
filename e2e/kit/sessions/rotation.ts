import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { OwnStack } from '../own-stack';
import { password } from '../person';
import { visitors, type Visitor } from './sign-outs';
import { instancesOf } from './watch';

const people = 6;
const pauseMs = 50;
/** Every so many rounds somebody signs in once more. */
const signInEvery = 20;

/** `orders-2` is 2. */
const numberOf = (name: string): string => name.replace(/^.*-/, '');

/** What a rotation did to those who used the shop meanwhile. */
export interface Rotation {
  readonly requests: number;
  /** Answered with an error that was not theirs, or not at all; 429 is what limits are for. */
  readonly failed: readonly string[];
  /** Told that they are not signed in. */
  readonly signedOut: readonly string[];
  /** Signed in with the old key and the new one. */
  readonly signIns: number;
}

interface Load {
  readonly seen: { requests: number; failed: string[]; signedOut: string[]; signIns: number };
  stop(): Promise<void>;
}

function startLoad(users: readonly Visitor[]): Load {
  const seen: Load['seen'] = { requests: 0, failed: [], signedOut: [], signIns: 0 };
  let isGoing = true;

  const call = async (user: Visitor, method: string, path: string, body?: object) => {
    seen.requests += 1;
    try {
      const answer = await user.person.call<unknown>(method, path, body);
      if (answer.status === 401) seen.signedOut.push(`${method} ${path}`);
      else if (answer.status >= 400 && answer.status !== 429)
        seen.failed.push(`${method} ${path}: ${answer.status}`);
      return answer;
    } catch (error) {
      seen.failed.push(`${method} ${path}: ${String(error)}`);
      return undefined;
    }
  };

  const use = async (user: Visitor, round: number): Promise<void> => {
    const me = await call(user, 'GET', '/api/users/currentuser');
    const who = me?.body as { currentUser: { email: string } | null } | undefined;
    if (who?.currentUser === null) seen.signedOut.push('GET /api/users/currentuser');
    await call(user, 'GET', '/api/orders');
    await call(user, 'POST', '/api/tickets', { title: 'Row 1', price: 20 });
    if (who?.currentUser && round % signInEvery === signInEvery - 1) {
      seen.signIns += 1;
      await call(user, 'POST', '/api/users/signin', { email: who.currentUser.email, password });
    }
  };

  const going = users.map(async (user) => {
    for (let round = 0; isGoing; round += 1) {
      await use(user, round);
      await delay(pauseMs);
    }
  });
  return {
    seen,
    async stop() {
      isGoing = false;
      await Promise.all(going);
    },
  };
}

/** Changes `JWT_KEY` as docs/runbook/rotate-a-key.md says, one instance of each service after the other, while people use the shop. */
export async function rotateKey(stack: OwnStack): Promise<Rotation> {
  const [older, newer] = [stack.jwtKey, randomBytes(32).toString('hex')];
  const users = await visitors(stack, people);
  const load = startLoad(users);
  const rollOut = async (settings: Readonly<Record<string, string>>): Promise<void> => {
    const restart = (name: string): Promise<void> =>
      stack.stop(name).then(() => stack.start(name, settings));
    const names = instancesOf(stack).map(({ name }) => name);
    for (const number of new Set(names.map(numberOf))) {
      const together = names.filter((name) => numberOf(name) === number);
      await Promise.all(together.map(restart));
    }
  };

  // Everybody reads the new key before anybody signs with it.
  await rollOut({ JWT_KEY: older, JWT_KEY_PREVIOUS: newer });
  await rollOut({ JWT_KEY: newer, JWT_KEY_PREVIOUS: older });
  await load.stop();
  return load.seen;
}
