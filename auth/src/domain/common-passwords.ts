import { dictionary } from '@zxcvbn-ts/language-common';

import { isAcceptable } from './credentials';

/** OWASP ASVS 5.0, 6.2.4: those that could be passwords here, the most common first. */
const howMany = 3_000;

/** Nothing but digits and signs around it makes it no better. */
const shopsName = /^[\P{L}]*ticketing[\P{L}]*(dev)?[\P{L}]*$/iu;

/** Says whether a password is one of the first that anybody would try. */
export type IsTooCommon = (password: string, email: string) => boolean;

/** Refuses the most common passwords, the e-mail address, and the shop's name. */
export function createCommonPasswords(): IsTooCommon {
  const common = new Set(
    (dictionary['passwords-common'] as readonly string[]).filter(isAcceptable).slice(0, howMany),
  );
  return (password, email) => {
    const folded = password.normalize('NFKC').trim().toLowerCase();
    const address = email.trim().toLowerCase();
    const [mailbox] = address.split('@');
    return common.has(folded) || folded === address || folded === mailbox || shopsName.test(folded);
  };
}

/** Where none is refused: `REFUSE_COMMON_PASSWORDS` is off. */
export const noneIsTooCommon: IsTooCommon = () => false;
