import { body, type ValidationChain } from 'express-validator';

import type { IsTooCommon } from '../domain/common-passwords';
import { isAcceptable, passwordLength } from '../domain/credentials';
import { isAcceptableEmail } from '../domain/email';

const isString = (value: unknown): value is string => typeof value === 'string';

const emailRule = (): ValidationChain =>
  body('email', 'Email must be valid').custom(isString).bail().trim().isEmail();

export const signUpRules = (isTooCommon: IsTooCommon): readonly ValidationChain[] => [
  emailRule().bail().custom(isAcceptableEmail),
  body('password')
    .custom((password: unknown) => isString(password) && isAcceptable(password))
    .withMessage(
      `Password must be between ${passwordLength.min} and ${passwordLength.max} characters`,
    )
    .bail()
    .custom((password: string, { req }) => {
      const { email } = req.body as { readonly email?: unknown };
      return !isTooCommon(password, isString(email) ? email : '');
    })
    .withMessage('Password is too common, please choose another one'),
];

export const signInRules: readonly ValidationChain[] = [
  emailRule(),
  body('password')
    .custom((password: unknown) => isString(password) && password !== '')
    .withMessage('You must supply a password'),
];
