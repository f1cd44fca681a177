import { hasCardNumber } from '@ticketing-dev/common';

/** What Stripe calls its tokens of cards; it takes other things for a charge too, which no buyer of ours has. */
const token = /^(?:tok|card)_\w+$/;

/** Whether Stripe may be asked for a charge on it. Anything else may be a card number that was sent by mistake. */
export const isToken = (text: string): boolean => token.test(text) && !hasCardNumber(text);

/** Stripe's words for what is no token of its own. */
export const noSuchToken = (text: string): string => `No such token: '${text}'`;
