import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { percentile } from '../kit/stats';
import { aMember, type Attack, must, password, Visitor } from './scene';

const callers = 300;
const withinMs = 700;
const patienceMs = 700;
const lookEveryMs = 20;
const mostMs = { signIn: 2_000, currentUser: 100 } as const;

/** Strangers make the server hash, and do not even wait for it. */
export const abandoned: Attack = {
  name: 'abandoned',
  says: `${callers} sign-ins within ${withinMs} ms, each given up after ${patienceMs} ms`,
  async run({ url, isShort }) {
    const email = `honest-${randomUUID()}@example.com`;
    const honest = await aMember(url, email);
    const strangers = new Visitor(url);
    const over = new AbortController();
    const looks: number[] = [];
    const looking = (async () => {
      while (!over.signal.aborted) {
        looks.push(must(await honest.send('GET', '/api/users/currentuser'), 200).ms);
        await delay(lookEveryMs);
      }
    })();

    const flood = Array.from({ length: callers }, async (_, i) => {
      await delay((i * withinMs) / callers);
      const body = { email: `${randomUUID()}@example.com`, password };
      const signal = AbortSignal.timeout(patienceMs);
      await strangers.send('POST', '/api/users/signin', body, signal).catch(() => undefined);
    });
    await Promise.all(flood);
    const newcomer = new Visitor(url);
    const next = await newcomer.send('POST', '/api/users/signin', { email, password });
    over.abort();
    await looking;
    await Promise.all([honest, strangers, newcomer].map((each) => each.close()));

    const p95 = percentile(looks, 0.95);
    const tooLate = !isShort && next.ms > mostMs.signIn;
    const tooSlow = !isShort && p95 > mostMs.currentUser;
    return {
      figures: {
        'the next sign-in': `${next.status} after ${next.ms.toFixed(0)} ms`,
        'currentuser, p95': `${p95.toFixed(0)} ms`,
      },
      broken: [
        ...(next.status === 200 ? [] : [`the next sign-in was answered ${next.status}`]),
        ...(tooLate ? [`the next sign-in took ${next.ms.toFixed(0)} ms`] : []),
        ...(tooSlow ? [`currentuser took ${p95.toFixed(0)} ms (p95)`] : []),
      ],
    };
  },
};
