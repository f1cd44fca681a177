import type { AdmissionBody, DoorListBody, DoorStateBody } from '@ticketing-dev/common/contracts';

import { http } from './http';

/** A person waits at the door, so an answer that takes longer counts as none. */
const doorTimeoutMs = 4_000;

/** A try to let a person in. The same `attemptId` always receives the same answer. */
export interface Attempt {
  readonly attemptId: string;
  /** Scanned or typed. */
  readonly code: string;
  /** When the door let the person in without a connection. */
  readonly offlineAt?: string;
}

/** The calls of a door. The token of its link takes the place of a session. */
export const doorApi = {
  async show(token: string): Promise<DoorStateBody> {
    const { data } = await http('tickets').get<DoorStateBody>('/api/tickets/door', as(token));
    return data;
  },
  async admit(token: string, attempt: Attempt): Promise<AdmissionBody> {
    const { data } = await http('tickets').post<AdmissionBody>(
      '/api/tickets/door/admissions',
      attempt,
      as(token),
    );
    return data;
  },
  /** One part of the list of passes. */
  async list(token: string, after: string | undefined): Promise<DoorListBody> {
    const { data } = await http('tickets').post<DoorListBody>(
      '/api/tickets/door/list',
      after === undefined ? {} : { after },
      as(token),
    );
    return data;
  },
};

const as = (token: string) => ({
  headers: { Authorization: `Bearer ${token}` },
  timeoutMs: doorTimeoutMs,
});
