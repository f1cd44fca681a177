import { randomBytes, randomUUID, scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

import { createArgon2Passwords } from '@ticketing-dev/auth/passwords/argon2-passwords';
import { request } from 'undici';

import { mean, median, type Ratio, ratioOf, kolmogorovSmirnovP } from '../kit/stats';
import { Client } from './client';
import { closed } from './load';
import { signUp } from './people';
import type { Site } from './platform';
import * as works from './works';

const password = 'correct horse battery';
const warmUps = 30;

export interface Refusals {
  /** Of each kind. */
  readonly refused: number;
  /** The time to the answer. */
  readonly unknownMs: number;
  readonly wrongMs: number;
  /** Of the Kolmogorov-Smirnov test that both kinds take the same time. */
  readonly pValue: number;
}

/** Whether the time to a refusal tells who has an account. One after the other, the two kinds in turns. */
export async function refusals(site: Site, refused: number): Promise<Refusals> {
  const client = new Client(site.urlOf('auth'), 1);
  const email = `${randomUUID()}@example.com`;
  await signUp(site.urlOf('auth'), email, password);
  const timed = async (address: string): Promise<number> => {
    const since = performance.now();
    await client.send(works.refusedSignIn(address, `${password}, but wrong`));
    return performance.now() - since;
  };
  const unknown: number[] = [];
  const wrong: number[] = [];
  const ofNobody = async () => unknown.push(await timed(`${randomUUID()}@example.com`));
  const ofSomebody = async () => wrong.push(await timed(email));
  for (let i = 0; i < warmUps; i += 1) await ofSomebody();
  wrong.length = 0;
  for (let i = 0; i < refused; i += 1) {
    // What comes first must not always be the same.
    const turns = i % 2 === 0 ? [ofNobody, ofSomebody] : [ofSomebody, ofNobody];
    for (const turn of turns) await turn();
  }
  await client.close();
  return {
    refused,
    unknownMs: median(unknown),
    wrongMs: median(wrong),
    pValue: kolmogorovSmirnovP(unknown, wrong),
  };
}

/** The other way that OWASP names, with its parameters (Password Storage Cheat Sheet). */
const scryptParameters = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 ** 2 } as const;
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const atOnce = 2;

/** More than are hashed at once, and than may wait. */
const strangers = 60;
const strangersPatienceMs = 700;

/** The same while strangers at other addresses keep more sign-ins under way than can be hashed, and give each of them up. */
export async function refusalsUnderFlood(site: Site, refused: number): Promise<Refusals> {
  const over = new AbortController();
  const url = new URL('/api/users/signin', site.urlOf('auth')).href;
  const flood = Array.from({ length: strangers }, async (_, i) => {
    while (!over.signal.aborted) {
      const body = JSON.stringify({ email: `${randomUUID()}@example.com`, password });
      await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${i}` },
        body,
        signal: AbortSignal.any([over.signal, AbortSignal.timeout(strangersPatienceMs)]),
      }).then(
        (answer) => answer.body.dump(),
        () => undefined,
      );
    }
  });
  try {
    return await refusals(site, refused);
  } finally {
    over.abort();
    await Promise.all(flood);
  }
}

export interface Hashing {
  /** Passwords checked a second. */
  readonly argon2id: number;
  readonly scrypt: number;
  readonly ratio: Ratio;
}

/** What a password costs to check, against the other way to keep it: in turns, in this process. */
export async function hashing(rounds: number, seconds: number): Promise<Hashing> {
  const passwords = createArgon2Passwords();
  const hash = await passwords.hash(password);
  const salt = randomBytes(16);
  const rate = async (check: () => Promise<unknown>): Promise<number> => {
    const done = await closed(check, { atOnce, seconds });
    return done.requests / done.seconds;
  };
  const argon2id: number[] = [];
  const scrypts: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    argon2id.push(await rate(() => passwords.verify(password, hash)));
    scrypts.push(await rate(() => derive(password, salt, 32, scryptParameters)));
  }
  return {
    argon2id: mean(argon2id),
    scrypt: mean(scrypts),
    ratio: ratioOf(argon2id.map((each, i) => each / (scrypts[i] ?? Number.NaN))),
  };
}
