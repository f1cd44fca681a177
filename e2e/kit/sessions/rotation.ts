import { randomBytes } from 'node:crypto';

import type { Entry } from '../checker/history';
import type { OwnStack } from '../own-stack';
import { startTraffic } from '../traffic';
import { instancesOf } from './watch';

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

const currentUser = '/api/users/currentuser';
const isSignedOut = ({ sent, status, answer }: Entry): boolean =>
  status === 401 ||
  (sent.startsWith(currentUser) &&
    (answer as { currentUser?: unknown } | undefined)?.currentUser === null);
/** 404: orders or payments has not received the event yet. */
const isFailed = ({ outcome, status }: Entry): boolean =>
  outcome !== 'ok' && ![401, 404, 429].includes(status);

/** Changes `JWT_KEY` as docs/runbook/rotate-a-key.md says, one instance of each service after the other, while people use the shop. */
export async function rotateKey(stack: OwnStack): Promise<Rotation> {
  const [older, newer] = [stack.jwtKey, randomBytes(32).toString('hex')];
  const looks = [currentUser, '/api/orders'];
  const traffic = await startTraffic(stack, { people: 6, looks, signIn: true });
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
  await traffic.stop();
  const { entries } = traffic.history;
  const requestsWith = (is: (entry: Entry) => boolean): string[] =>
    entries.filter(is).map(({ what, sent, status }) => `${what} ${sent}: ${status}`);
  return {
    requests: entries.length,
    failed: requestsWith(isFailed),
    signedOut: requestsWith(isSignedOut),
    signIns: entries.filter(({ what, outcome }) => what === 'signs in' && outcome === 'ok').length,
  };
}
