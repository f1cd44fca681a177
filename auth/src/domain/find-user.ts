import { type AggregateStore, toId } from '@ticketing-dev/common';

import { spellingsOf } from './email';
import type { User } from './user';

type Users = Pick<AggregateStore<User>, 'find' | 'query'>;

/** The account of an e-mail address, in any of its spellings. */
export async function findByEmail(users: Users, email: string): Promise<User | undefined> {
  const spellings = spellingsOf(email);
  const found = await users.query({
    where: { email: spellings },
    order: 'oldest first',
    limit: spellings.length,
  });
  const rank = (user: User): number => spellings.indexOf(user.email);
  return [...found].sort((a, b) => rank(a) - rank(b))[0];
}

/** The account of a user's id. A deleted account is not found. */
export async function findById(users: Users, userId: unknown): Promise<User | undefined> {
  const id = toId(userId);
  const user = id && (await users.find(id));
  return user?.deletedAt === undefined ? user : undefined;
}
