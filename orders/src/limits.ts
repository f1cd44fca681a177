import { type Env, integer, type Limits, limitsConfig } from '@ticketing-dev/common';

import type { OrderLimits } from './domain/order-limits';

/** Finding a free place queries the places by name, so their number is bounded. */
const mostPlaces = 1_000;

/** @throws SettingError naming the setting that is malformed */
export const readLimits = (env: Env) => ({
  ...limitsConfig(env),
  openOrdersPerAccount: integer(env, 'OPEN_ORDERS_PER_ACCOUNT', 10, { max: mostPlaces }),
  holdsPerTicket: integer(env, 'HOLDS_PER_TICKET', 2),
});

export type OrderLimitsConfig = ReturnType<typeof readLimits>;

/**
 * The limits of orders.
 *
 * @param holdSeconds how long an account that reserved a ticket too often must wait before it may reserve it again
 */
export function orderLimits(
  limits: Pick<Limits, 'shared' | 'elsewhere'>,
  { areOff, openOrdersPerAccount, holdsPerTicket }: OrderLimitsConfig,
  holdSeconds: number,
): OrderLimits {
  const name = 'holds per ticket';
  const message =
    'You have held this ticket too often without paying for it, please try again later';
  // Twice `holdSeconds`, so that reservations that follow each other without a gap count together.
  const ended = limits.shared({
    name: `${name}, ended`,
    most: holdsPerTicket,
    windowSeconds: 2 * holdSeconds,
    message,
  });
  const barred = limits.shared({ name, most: 1, windowSeconds: holdSeconds, message });
  return {
    mostOpen: areOff ? undefined : openOrdersPerAccount,
    tooManyOpen: limits.elsewhere({
      name: 'open orders per account',
      message: 'You hold too many tickets: pay for one or cancel one',
    }),
    checkHold: (userId, ticketId) => barred.check(`${userId} ${ticketId}`),
    async countHold(userId, ticketId) {
      const key = `${userId} ${ticketId}`;
      if ((await ended.count(key)) >= 1) await barred.count(key);
    },
  };
}
