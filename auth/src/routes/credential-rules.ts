import { bodyRules } from '@ticketing-dev/common';
import type { Request } from 'express';
import { body, type Meta, type ValidationChain } from 'express-validator';

import type { IsTooCommon } from '../domain/common-passwords';
import { isAcceptable } from '../domain/credentials';
import { changePasswordBody, signInBody, signUpBody } from './bodies';

/** @param emailOf reads the e-mail address, which must not be the password */
const notTooCommon = (
  field: string,
  isTooCommon: IsTooCommon,
  emailOf: (request: Meta['req']) => unknown,
): ValidationChain =>
  body(field, 'Password is too common, please choose another one').custom(
    (password: unknown, { req }) => {
      // Its length has a rule of its own. A long one would also be expensive to compare.
      if (typeof password !== 'string' || !isAcceptable(password)) return true;
      const email = emailOf(req);
      return !isTooCommon(password, typeof email === 'string' ? email : '');
    },
  );

export const signUpRules = (isTooCommon: IsTooCommon): readonly ValidationChain[] => [
  ...bodyRules(signUpBody),
  notTooCommon(
    'password',
    isTooCommon,
    ({ body: sent }) => (sent as { readonly email?: unknown } | undefined)?.email,
  ),
];

export const signInRules: readonly ValidationChain[] = bodyRules(signInBody);

export const changePasswordRules = (isTooCommon: IsTooCommon): readonly ValidationChain[] => [
  ...bodyRules(changePasswordBody),
  notTooCommon('newPassword', isTooCommon, (request) => (request as Request).currentUser?.email),
];
