import { randomUUID } from 'node:crypto';

import { inPool } from '../kit/pool';
import {
  aMember,
  type Answer,
  type Attack,
  countStatuses,
  password,
  table,
  Visitor,
} from './scene';

const atOnce = 32;
const count = { full: 10_000, short: 400 } as const;
const mostHashes = 20;
const mostMs = 2_000;

const isHashed = ({ status, body }: Answer): boolean =>
  status === 400 && JSON.stringify(body).includes('Invalid credentials');

async function guessAt(url: string, email: string, guesses: number): Promise<readonly Answer[]> {
  const stranger = new Visitor(url);
  const answers = await inPool(Array.from({ length: guesses }), atOnce, (_, i) =>
    stranger.send('POST', '/api/users/signin', { email, password: `guess number ${i}` }),
  );
  await stranger.close();
  return answers;
}

/** Strangers try one password after the other, while the owner wants to come in. */
export const guesses: Attack = {
  name: 'guesses',
  says: `${count.full} guesses at one account`,
  async run({ url, isShort }) {
    const number = isShort ? count.short : count.full;
    const email = `owner-${randomUUID()}@example.com`;
    const owner = await aMember(url, email);
    owner.forgetSession();
    const over = new AbortController();
    const guessing = guessAt(url, email, number).finally(() => over.abort());
    const entries: Answer[] = [];
    // As often as the owner's own limit allows, with some left.
    while (!over.signal.aborted && entries.length < 5) {
      entries.push(await owner.send('POST', '/api/users/signin', { email, password }));
      owner.forgetSession();
    }
    const answers = await guessing;
    const atNobody = await guessAt(url, `nobody-${randomUUID()}@example.com`, number);
    await owner.close();

    const hashes = answers.filter(isHashed).length;
    const hashesAtNobody = atNobody.filter(isHashed).length;
    // Where the machine was too busy for some, the numbers differ by chance.
    const wasBusy = [...answers, ...atNobody].some(({ status }) => status === 503);
    const isTold = hashesAtNobody > mostHashes || (!wasBusy && hashesAtNobody !== hashes);
    const slowest = Math.max(...entries.map(({ ms }) => ms));
    const refused = entries.filter(({ status }) => status !== 200).length;
    return {
      figures: {
        'guesses at an account': `${number}: ${table(countStatuses(answers))}`,
        'hashes for them': hashes,
        'hashes for an account that does not exist': hashesAtNobody,
        'the owner meanwhile': `${entries.length - refused} of ${entries.length} sign-ins, the slowest ${slowest.toFixed(0)} ms`,
      },
      broken: [
        ...(hashes > mostHashes ? [`${hashes} guesses were hashed`] : []),
        ...(isTold ? [`${hashesAtNobody} hashes for nobody’s account`] : []),
        ...(refused > 0 ? [`the owner was refused ${refused} times`] : []),
        ...(!isShort && slowest > mostMs ? [`the owner waited ${slowest.toFixed(0)} ms`] : []),
      ],
    };
  },
};
