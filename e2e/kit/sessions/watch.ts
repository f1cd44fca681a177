import { setTimeout as delay } from 'node:timers/promises';

import axios from 'axios';

import type { OwnStack } from '../own-stack';
import { inPool } from '../pool';

const everyMs = 40;
const patienceMs = 5_000;
const hopelessMs = 60_000;
const lastMs = 15_000;

type ServiceWithSessions = keyof typeof questions;

interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly isTaken: (status: number, body: unknown) => boolean;
}

const isNot401 = (status: number): boolean => status !== 401;

/** What each service is asked to learn whether it takes a cookie: nothing that changes anything. */
const questions = {
  auth: {
    method: 'GET',
    path: '/api/users/currentuser',
    isTaken: (_status, body) => (body as { currentUser: unknown }).currentUser !== null,
  },
  tickets: { method: 'POST', path: '/api/tickets', isTaken: isNot401 },
  orders: { method: 'GET', path: '/api/orders?limit=1', isTaken: isNot401 },
  payments: { method: 'GET', path: `/api/payments/${'0'.repeat(24)}`, isTaken: isNot401 },
} as const satisfies Record<string, Question>;

/** One process of a service that reads sessions, past the gateway. */
export interface Instance {
  readonly name: string;
  readonly url: string;
  readonly question: Question;
}

export const servicesWithSessions = Object.keys(questions) as ServiceWithSessions[];

export const instancesOf = (stack: Pick<OwnStack, 'processes'>): readonly Instance[] =>
  stack.processes().flatMap(({ name, url }) => {
    const service = servicesWithSessions.find((each) => new RegExp(`^${each}-\\d$`).test(name));
    return service === undefined ? [] : [{ name, url, question: questions[service] }];
  });

/** Whether an instance takes a cookie; `away` where it does not answer. */
export async function ask(
  { url, question }: Instance,
  cookie: string,
): Promise<'taken' | 'refused' | 'away'> {
  try {
    const { status, data } = await axios.request<unknown>({
      method: question.method,
      url: url + question.path,
      headers: { cookie },
      timeout: patienceMs,
      validateStatus: () => true,
    });
    if (status >= 500) return 'away';
    return question.isTaken(status, data) ? 'taken' : 'refused';
  } catch {
    return 'away';
  }
}

/**
 * Asks every instance until it refuses the cookie.
 *
 * @returns the time after `since` at which the last of them had refused it, its answer included; of one that did not
 *   answer in between, the time at which it last took it
 */
export async function refusedAfter(
  instances: readonly Instance[],
  cookie: string,
  since: number,
): Promise<number> {
  const untilRefused = async (instance: Instance): Promise<number> => {
    let takenMs = 0;
    let wasAway = false;
    while (performance.now() < since + hopelessMs) {
      const answer = await ask(instance, cookie);
      const sinceMs = performance.now() - since;
      if (answer === 'refused') return wasAway ? takenMs : sinceMs;
      if (answer === 'taken') takenMs = sinceMs;
      else wasAway = true;
      await delay(everyMs);
    }
    throw new Error(`${instance.name} did not refuse an ended session within ${hopelessMs} ms`);
  };
  return Math.max(...(await Promise.all(instances.map(untilRefused))));
}

/** The instances that still take one of these cookies. */
export async function takersOf(
  instances: readonly Instance[],
  cookies: readonly string[],
): Promise<string[]> {
  const answers = await inPool(cookies, 4, (cookie) =>
    Promise.all(instances.map(async (each) => ({ ...each, answer: await ask(each, cookie) }))),
  );
  return answers
    .flat()
    .filter(({ answer }) => answer !== 'refused')
    .map(({ name, answer }) => `${name}: ${answer}`);
}

/** The instances that never come to refuse one of these cookies; an event that was missed comes again in time. */
export async function lastTakersOf(
  stack: Pick<OwnStack, 'processes'>,
  cookies: readonly string[],
): Promise<string[]> {
  const end = performance.now() + lastMs;
  for (;;) {
    const takers = await takersOf(instancesOf(stack), cookies);
    if (takers.length === 0 || performance.now() > end) return takers;
    await delay(everyMs);
  }
}
