import { hasCardNumber } from '@ticketing-dev/common';

/** The form of Stripe's card tokens. Stripe accepts other sources too, but our buyers have none. */
const token = /^(?:tok|card)_\w+$/;

/** Whether the text may be sent to Stripe as a token. Other text may be a card number that was sent by mistake. */
export const isToken = (text: string): boolean => token.test(text) && !hasCardNumber(text);

/** Stripe's message for a text that is not one of its tokens. */
export const noSuchToken = (text: string): string => `No such token: '${text}'`;
