import {
  type AdmissionBody,
  type AdmissionResult,
  detailsData,
  type PassBody,
  type PassUpdatedEvent,
  Subjects,
  type TicketBody,
} from '@ticketing-dev/common';

import type { SeatCode } from './codes';
import type { Pass } from './pass';

export const passUpdated = (pass: Pass): PassUpdatedEvent => {
  const { id, version, orderId, serial, state } = pass;
  const data = { id, version, orderId, serial, state, ...used(pass) };
  return { subject: Subjects.PassUpdated, data };
};

/** The seat, as answers contain it. */
export const seatOf = ({ title, details }: Pass) => ({ title, ...detailsData(details) });

const used = ({ admission }: Pass) => admission && { admittedAt: admission.at.toISOString() };
const usedWhere = (pass: Pass) => ({ ...used(pass), ...door(pass) });
const door = ({ admission }: Pass) => admission && { door: admission.door };

/** The answer for the buyer. @param code undefined if no code of the pass is valid */
export const passBody = (pass: Pass, code: SeatCode | undefined): PassBody => ({
  orderId: pass.orderId,
  seatId: pass.id,
  serial: pass.serial,
  state: pass.state,
  ...(code && { code: code.signed, typedCode: code.typed }),
  ...usedWhere(pass),
  ticket: seatOf(pass),
});

/** The answer for a door. @param pass undefined if the code is unknown, or of another event */
export const admissionBody = (
  attemptId: string,
  result: AdmissionResult,
  pass: Pass | undefined,
): AdmissionBody => ({
  attemptId,
  result,
  ...(pass && {
    seatId: pass.id,
    serial: pass.serial,
    ...usedWhere(pass),
    ticket: seatOf(pass),
  }),
});

/** What the seller's list says about the pass of a sold ticket. */
export const usesOf = (
  pass: Pass,
): Pick<TicketBody, 'admittedAt' | 'admittedDoor' | 'conflicts'> => ({
  ...used(pass),
  ...(pass.admission && { admittedDoor: pass.admission.door }),
  ...(pass.conflicts && {
    conflicts: pass.conflicts.map(({ door, at }) => ({ door, at: at.toISOString() })),
  }),
});
