import type { Request } from 'express';
import { body, type Meta, type ValidationChain } from 'express-validator';

import type { IsTooCommon } from '../domain/common-passwords';
import { isAcceptable, passwordLength } from '../domain/credentials';
import { isAcceptableEmail } from '../domain/email';

const isString = (value: unknown): value is string => typeof value === 'string';

const emailRule = (): ValidationChain =>
  body('email', 'Email must be valid').custom(isString).bail().trim().isEmail();

/** @param emailOf reads the e-mail address, which must not be the password */
const newPasswordRule = (
  field: string,
  isTooCommon: IsTooCommon,
  emailOf: (request: Meta['req']) => unknown,
): ValidationChain =>
  body(field)
    .custom((password: unknown) => isString(password) && isAcceptable(password))
    .withMessage(
      `Password must be between ${passwordLength.min} and ${passwordLength.max} characters`,
    )
    .bail()
    .custom((password: string, { req }) => {
      const email = emailOf(req);
      return !isTooCommon(password, isString(email) ? email : '');
    })
    .withMessage('Password is too common, please choose another one');

const knownPasswordRule = (field: string, message: string): ValidationChain =>
  body(field)
    .custom((password: unknown) => isString(password) && password !== '')
    .withMessage(message);

export const signUpRules = (isTooCommon: IsTooCommon): readonly ValidationChain[] => [
  emailRule().bail().custom(isAcceptableEmail),
  newPasswordRule(
    'password',
    isTooCommon,
    ({ body: sent }) => (sent as { readonly email?: unknown }).email,
  ),
];

export const signInRules: readonly ValidationChain[] = [
  emailRule(),
  knownPasswordRule('password', 'You must supply a password'),
];

export const changePasswordRules = (isTooCommon: IsTooCommon): readonly ValidationChain[] => [
  knownPasswordRule('currentPassword', 'You must supply your current password'),
  newPasswordRule('newPassword', isTooCommon, (request) => (request as Request).currentUser?.email),
];
