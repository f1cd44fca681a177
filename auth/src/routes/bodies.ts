import { cleanText, hasAtMost, hasCardNumber, isVisible, languages } from '@ticketing-dev/common';
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

const language = z
  .enum(languages, { error: `Language must be ${languages.join(' or ')}` })
  .meta({ description: 'The language of the mails to the user' });

/** The body of `POST /api/users/signup`. */
export const signUpBody = z.object({
  email: email.refine(isAcceptableEmail, { error: invalidEmail }),
  password: newPassword,
  language: language.optional(),
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

/** The body of `POST /api/users/password-reset`. */
export const passwordResetBody = z.object({ email });

const token = z
  .string({ error: 'Token is required' })
  .min(1, { error: 'Token is required' })
  .meta({ description: 'The part of the link after `#`' });

/** The body of `POST /api/users/password-reset/confirm`. */
export const newPasswordBody = z.object({ token, newPassword });

/** The body of `POST /api/users/email-proof/confirm`. */
export const emailProofBody = z.object({ token });

const longestName = 60;
export const badName = `Name must be text of at most ${longestName} characters`;

/** The body of `PUT /api/users/account`. */
export const accountChangeBody = z.object({
  name: z
    .string({ error: badName })
    .overwrite(cleanText)
    .refine((text) => hasAtMost(text, longestName) && (text === '' || isVisible(text)), {
      error: badName,
      abort: true,
    })
    .refine((text) => !hasCardNumber(text), { error: 'Name must not contain a card number' })
    .nullable()
    .optional()
    .meta({ description: 'The public name; null or an empty text removes it', examples: ['Ann'] }),
  language: language.optional(),
});

/** The body of `DELETE /api/users/account`. */
export const accountDeletionBody = z.object({
  password: knownPassword('You must supply a password'),
});
