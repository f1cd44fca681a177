import { type Env, integer, type Limit, type Limits, limitsConfig } from '@ticketing-dev/common';

const windowSeconds = 60 * 60;
const wrongCodesWindowSeconds = 10 * 60;

/** @throws SettingError naming the setting that is malformed */
export const readLimits = (env: Env) => ({
  ...limitsConfig(env),
  newTicketsPerAccount: integer(env, 'NEW_TICKETS_PER_ACCOUNT', 60),
  ticketEditsPerAccount: integer(env, 'TICKET_EDITS_PER_ACCOUNT', 120),
  doorsPerAccount: integer(env, 'DOORS_PER_ACCOUNT', 60),
  wrongCodesPerDoor: integer(env, 'WRONG_CODES_PER_DOOR', 60),
});

export type TicketLimitsConfig = ReturnType<typeof readLimits>;

/**
 * The limits of one seller in an hour. Each new ticket and each edit is an event that is stored forever. A door has a limit
 * of its own, against guessing codes.
 */
export interface TicketLimits {
  readonly newTickets: Limit;
  readonly edits: Limit;
  readonly newDoors: Limit;
  readonly wrongCodes: Limit;
}

/** The limits of tickets. */
export const ticketLimits = (
  limits: Limits,
  {
    newTicketsPerAccount,
    ticketEditsPerAccount,
    doorsPerAccount,
    wrongCodesPerDoor,
  }: TicketLimitsConfig,
): TicketLimits => ({
  newTickets: limits.shared({
    name: 'new tickets per account',
    most: newTicketsPerAccount,
    windowSeconds,
    message: 'Too many new tickets, please try again later',
  }),
  edits: limits.shared({
    name: 'ticket edits per account',
    most: ticketEditsPerAccount,
    windowSeconds,
    message: 'Too many changes of tickets, please try again later',
  }),
  newDoors: limits.shared({
    name: 'doors per account',
    most: doorsPerAccount,
    windowSeconds,
    message: 'Too many new doors, please try again later',
  }),
  wrongCodes: limits.shared({
    name: 'wrong codes per door',
    most: wrongCodesPerDoor,
    windowSeconds: wrongCodesWindowSeconds,
    message: 'Too many wrong codes at this door, please try again later',
  }),
});
