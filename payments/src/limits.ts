import { type Env, integer, type Limits, limitsConfig } from '@ticketing-dev/common';

import type { CardLimits } from './domain/card-limits';

const anHour = 60 * 60;
/** Longer than an order can be paid, unless `EXPIRATION_WINDOW_SECONDS` is longer than a day. */
const aDay = 24 * anHour;

/** @throws SettingError naming the setting that is malformed */
export const readLimits = (env: Env) => ({
  ...limitsConfig(env),
  cardRefusalsPerOrder: integer(env, 'CARD_REFUSALS_PER_ORDER', 5),
  cardRefusalsPerAccount: integer(env, 'CARD_REFUSALS_PER_ACCOUNT', 10),
});

export type PaymentLimitsConfig = ReturnType<typeof readLimits>;

/** The limits of payments. Both checks together are one command to the database. */
export function cardLimits(
  limits: Pick<Limits, 'shared'>,
  { cardRefusalsPerOrder, cardRefusalsPerAccount }: PaymentLimitsConfig,
): CardLimits {
  const perOrder = limits.shared({
    name: 'card refusals per order',
    most: cardRefusalsPerOrder,
    windowSeconds: aDay,
    message: 'Too many cards were refused for this order',
  });
  const perAccount = limits.shared({
    name: 'card refusals per account',
    most: cardRefusalsPerAccount,
    windowSeconds: anHour,
    message: 'Too many of your cards were refused, please try again later',
  });
  return {
    async check(userId, orderId) {
      await Promise.all([perOrder.check(orderId), perAccount.check(userId)]);
    },
    async count(userId, orderId) {
      await Promise.all([perOrder.count(orderId), perAccount.count(userId)]);
    },
  };
}
