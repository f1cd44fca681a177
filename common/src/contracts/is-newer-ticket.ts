/** The fields that order the states of a ticket. */
interface TicketState {
  readonly version: number;
  readonly sold?: true;
}

/**
 * Whether a state of a ticket is newer than another one. The order of a ticket can be completed without a new version of
 * the ticket: then only `sold` differs.
 */
export const isNewerTicket = (state: TicketState, than: TicketState): boolean =>
  state.version > than.version ||
  (state.version === than.version && state.sold === true && than.sold !== true);
