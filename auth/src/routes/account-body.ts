import type { AccountBody, PublicUserBody } from '@ticketing-dev/common';

import { madeAt, type User } from '../domain/user';
import { userBody } from './session';

/** What everybody may know of a user. */
export const publicUserBody = (user: User): PublicUserBody => ({
  ...(user.name === undefined ? {} : { name: user.name }),
  since: madeAt(user).toISOString(),
});

/** What a user sees of their own account. */
export const accountBody = (user: User): AccountBody => ({
  ...userBody(user),
  ...publicUserBody(user),
  ...(user.language && { language: user.language }),
  ...(user.emailProvenAt && { emailProvenAt: user.emailProvenAt.toISOString() }),
});
