import { oneOf } from './arguments';

/**
 * Every limit, at a number that no run reaches: the code of the limits runs all the same. Without them a run plays at the
 * defaults, like everybody's shop.
 */
export const raisedLimits: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'SIGN_INS_PER_ACCOUNT',
      'SIGN_INS_PER_DEVICE',
      'SIGN_INS_PER_ADDRESS',
      'SIGN_UPS_PER_ADDRESS',
      'NEW_TICKETS_PER_ACCOUNT',
      'TICKET_EDITS_PER_ACCOUNT',
      'HOLDS_PER_TICKET',
      'CARD_REFUSALS_PER_ORDER',
      'CARD_REFUSALS_PER_ACCOUNT',
    ].map((name) => [name, '1000000000']),
  ),
  OPEN_ORDERS_PER_ACCOUNT: '1000',
  PASSWORD_QUEUE_SECONDS: '60',
};

const choices = ['raised', 'defaults'] as const;
export type LimitsChoice = (typeof choices)[number];

/** @throws UsageError where nothing is known by that name */
export const limitsChoice = (given = 'raised'): LimitsChoice => oneOf('--limits', given, choices);

/** The settings of a run's limits. */
export const limitsEnv = (choice: LimitsChoice): Readonly<Record<string, string>> =>
  choice === 'raised' ? raisedLimits : {};

const mostRefused = 0.01;

/** A run with raised limits of whose answers more are 429 has tried the limits, and nothing else. */
export function refusedTooMuch(
  choice: LimitsChoice,
  refused: number,
  answers: number,
): string | undefined {
  if (choice === 'defaults' || refused <= answers * mostRefused) return undefined;
  return `${refused} of ${answers} answers are 429: limits kept the run from what it is for`;
}
