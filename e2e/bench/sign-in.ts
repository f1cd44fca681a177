import { randomBytes, scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

import { createArgon2Passwords } from '@ticketing-dev/auth/passwords/argon2-passwords';
import * as undici from 'undici';

import { anEmail, password } from '../kit/person';
import { kolmogorovSmirnovP, mean, ratioOf } from '../kit/stats';
import { closed, inTurns, latencyOf, type Row, type Scenarios } from './measure';
import type { Platform } from './platform';
import { times } from './report';
import { request } from './requests';

const warmUps = 30;
const refusal = { errors: [{ message: 'Invalid credentials' }] };

/** Whether the time to a refusal depends on the existence of the account. One after the other, in turns. */
async function refusals({ to }: Platform, count: number, where: string): Promise<Row[]> {
  const email = anEmail();
  await to('auth').signUp(email);
  const refused = async (address: string): Promise<number> => {
    const since = performance.now();
    const body = { email: address, password: `${password}, but wrong` };
    await to('auth').send(request('POST /api/users/signin', 400, refusal, undefined, body));
    return performance.now() - since;
  };
  for (let i = 0; i < warmUps; i += 1) await refused(email);
  const [unknown, wrong] = await inTurns(
    count,
    () => refused(anEmail()),
    () => refused(email),
  );
  const [latency, other] = [latencyOf({ latenciesMs: unknown }), latencyOf({ latenciesMs: wrong })];
  const times = (latency.p50 / other.p50).toFixed(3);
  const p = kolmogorovSmirnovP(unknown, wrong).toFixed(2);
  const note = `p50 is ${times} × a wrong password’s; equal times differ as much with p = ${p} (Kolmogorov-Smirnov, ${count} each)`;
  return [
    { name: `a refused sign-in, unknown address${where}`, latency, note },
    { name: `a refused sign-in, wrong password${where}`, latency: other },
  ];
}

/** More than are hashed concurrently and than may wait. */
const floodClients = 60;
const floodTimeoutMs = 700;

/** Runs while clients at other addresses send more sign-ins than can be hashed. Each of these times out. */
async function underFlood<T>(platform: Platform, run: () => Promise<T>): Promise<T> {
  const url = platform.stack.processes().find(({ name }) => name === 'auth')?.url ?? '';
  let isOver = false;
  const flood = Array.from({ length: floodClients }, async (_, i) => {
    while (!isOver) {
      const sent = undici.request(`${url}/api/users/signin`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${i}` },
        body: JSON.stringify({ email: anEmail(), password }),
        signal: AbortSignal.timeout(floodTimeoutMs),
      });
      await sent.then((answer) => answer.body.dump()).catch(() => undefined);
    }
  });
  try {
    return await run();
  } finally {
    isOver = true;
    await Promise.all(flood);
  }
}

/** OWASP's alternative to argon2id, with its parameters (Password Storage Cheat Sheet). */
const scryptParameters = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 ** 2 } as const;
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

export const signIn: Scenarios = {
  'a refused sign-in': (platform) => refusals(platform, 300, ''),
  'a refused sign-in, during a flood of sign-ins': (platform) =>
    underFlood(platform, () => refusals(platform, 100, ', during a flood of sign-ins')),

  /** Two concurrently, in this process. */
  async 'a password checked with argon2id'(_platform, { rounds }) {
    const passwords = createArgon2Passwords();
    const hash = await passwords.hash(password);
    const salt = randomBytes(16);
    const rate = async (check: () => Promise<unknown>): Promise<number> =>
      (await closed(check, { users: 2, seconds: 2 })).perSecond;
    const [argon2id, others] = await inTurns(
      rounds,
      () => rate(() => passwords.verify(password, hash)),
      () => rate(() => derive(password, salt, 32, scryptParameters)),
    );
    const note = `${times(ratioOf(argon2id, others))} × scrypt`;
    const name = 'a password checked with scrypt, N = 2^17';
    return [
      { perSecond: mean(argon2id), note },
      { name, perSecond: mean(others) },
    ];
  },
};
