import { dictionary } from '@zxcvbn-ts/language-common';

import { isAcceptable } from './credentials';

/** The most common passwords that our rules accept. OWASP ASVS 5.0, 6.2.4 asks for 3,000. */
const listSize = 3_000;

/** The shop's name, also with digits and signs around it. */
const shopName = /^\P{L}*ticketing(?:\P{L}*|\P{L}*dev\P{L}*)$/iu;

/** Whether a password is one of the first guesses of an attacker. */
export type IsTooCommon = (password: string, email: string) => boolean;

/** Refuses the most common passwords, the e-mail address, and the shop's name. */
export function createCommonPasswords(): IsTooCommon {
  const common = new Set(
    (dictionary['passwords-common'] as readonly string[]).filter(isAcceptable).slice(0, listSize),
  );
  return (password, email) => {
    const folded = password.normalize('NFKC').trim().toLowerCase();
    const address = email.trim().toLowerCase();
    const [mailbox] = address.split('@');
    return common.has(folded) || folded === address || folded === mailbox || shopName.test(folded);
  };
}

/** Accepts every password, for `REFUSE_COMMON_PASSWORDS` off. */
export const noneIsTooCommon: IsTooCommon = () => false;
