import { bodyRules, fieldRule } from '@ticketing-dev/common';
import type { Request } from 'express';
import type { Meta, ValidationChain } from 'express-validator';
import type * as z from 'zod';

import type { IsTooCommon } from '../domain/common-passwords';
import { changePasswordBody, newPasswordBody, signInBody, signUpBody } from './bodies';

const { email, password, language } = signUpBody.shape;
const { currentPassword, newPassword } = changePasswordBody.shape;

/** @param emailOf reads the e-mail address, which must not be the password */
const newPasswordRule = (
  name: string,
  field: z.ZodType,
  isTooCommon: IsTooCommon,
  emailOf: (request: Meta['req']) => unknown,
): ValidationChain =>
  fieldRule(name, field)
    // A password that is too long would be expensive to compare.
    .bail()
    .custom((chosen: string, { req }) => {
      const address = emailOf(req);
      return !isTooCommon(chosen, typeof address === 'string' ? address : '');
    })
    .withMessage('Password is too common, please choose another one');

export const signUpRules = (isTooCommon: IsTooCommon): readonly ValidationChain[] => [
  fieldRule('email', email),
  newPasswordRule(
    'password',
    password,
    isTooCommon,
    ({ body: sent }) => (sent as { readonly email?: unknown }).email,
  ),
  fieldRule('language', language),
];

export const signInRules: readonly ValidationChain[] = bodyRules(signInBody);

export const changePasswordRules = (isTooCommon: IsTooCommon): readonly ValidationChain[] => [
  fieldRule('currentPassword', currentPassword),
  newPasswordRule(
    'newPassword',
    newPassword,
    isTooCommon,
    (request) => (request as Request).currentUser?.email,
  ),
];

/** The link has no e-mail address, so that only common passwords are refused. */
export const newPasswordRules = (isTooCommon: IsTooCommon): readonly ValidationChain[] => [
  fieldRule('token', newPasswordBody.shape.token),
  newPasswordRule('newPassword', newPasswordBody.shape.newPassword, isTooCommon, () => undefined),
];
