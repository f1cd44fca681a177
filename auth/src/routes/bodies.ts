import isEmail from 'validator/lib/isEmail';
import * as z from 'zod';

import { isAcceptable, passwordLength } from '../domain/credentials';
import { isAcceptableEmail } from '../domain/email';

const invalidEmail = 'Email must be valid';
const badLength = `Password must be between ${passwordLength.min} and ${passwordLength.max} characters`;

const email = z
  .string({ error: invalidEmail })
  .trim()
  .refine((value) => isEmail(value), { error: invalidEmail, abort: true })
  .meta({ format: 'email', examples: ['ann@example.com'] });

const newPassword = z
  .string({ error: badLength })
  .refine(isAcceptable, { error: badLength })
  .meta({
    description: 'One of the most common passwords is refused',
    minLength: passwordLength.min,
    maxLength: passwordLength.max,
    examples: ['correct horse battery'],
  });

const knownPassword = (error: string) =>
  z
    .string({ error })
    .min(1, { error })
    .meta({ examples: ['correct horse battery'] });

/** The body of `POST /api/users/signup`. */
export const signUpBody = z.object({
  email: email.refine(isAcceptableEmail, { error: invalidEmail }),
  password: newPassword,
});

/** The body of `POST /api/users/signin`. */
export const signInBody = z.object({
  email,
  password: knownPassword('You must supply a password'),
});

/** The body of `POST /api/users/password`. */
export const changePasswordBody = z.object({
  currentPassword: knownPassword('You must supply your current password'),
  newPassword,
});
