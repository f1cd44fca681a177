import { body, type ValidationChain } from 'express-validator';

import { isAcceptable, passwordLength } from '../domain/credentials';
import { isAcceptableEmail } from '../domain/email';

const isString = (value: unknown): value is string => typeof value === 'string';

const emailRule = (): ValidationChain =>
  body('email', 'Email must be valid').custom(isString).bail().trim().isEmail();

export const signUpRules: readonly ValidationChain[] = [
  emailRule().bail().custom(isAcceptableEmail),
  body('password')
    .custom((password: unknown) => isString(password) && isAcceptable(password))
    .withMessage(
      `Password must be between ${passwordLength.min} and ${passwordLength.max} characters`,
    ),
];

export const signInRules: readonly ValidationChain[] = [
  emailRule(),
  body('password')
    .custom((password: unknown) => isString(password) && password !== '')
    .withMessage('You must supply a password'),
];
