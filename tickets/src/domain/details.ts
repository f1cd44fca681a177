import { RequestValidationError, type TicketDetails } from '@ticketing-dev/common';

/** What a seller changes of the details: a field that is absent stays, and null removes it. */
export type DetailChanges = { readonly [K in keyof TicketDetails]?: TicketDetails[K] | null };

/**
 * Applies a seller's changes.
 *
 * @returns the new details, or undefined if none are left
 * @throws RequestValidationError if only one of start and time zone is left
 */
export function changedDetails(
  details: TicketDetails | undefined,
  changes: DetailChanges,
): TicketDetails | undefined {
  const fields = Object.entries({ ...details, ...changes }).filter(([, value]) => value !== null);
  if (fields.length === 0) return undefined;
  const changed = Object.fromEntries(fields) as TicketDetails;
  assertTimeIsWhole(changed);
  return changed;
}

/** The time of an event means nothing to a buyer without the place whose clock it is. */
function assertTimeIsWhole({ startsAt, timeZone }: TicketDetails): void {
  if ((startsAt === undefined) === (timeZone === undefined)) return;
  const missing = startsAt === undefined ? 'startsAt' : 'timeZone';
  const message = 'Start and time zone must be given together';
  throw new RequestValidationError([{ message, field: missing }]);
}

/** Whether two tickets have the same details. */
export const areSameDetails = (a: TicketDetails = {}, b: TicketDetails = {}): boolean => {
  const fields = Object.keys({ ...a, ...b }) as (keyof TicketDetails)[];
  return fields.every((field) => a[field] === b[field]);
};
