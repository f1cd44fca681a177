import type { DoorBody, NewDoorBody } from '@ticketing-dev/common/contracts';

import { type Caller, http } from './http';
import { type Page, toPage } from './page';

/** What a seller types for a new door. */
export interface DoorDraft {
  /** One of the seller's tickets for the event. */
  readonly ticketId: string;
  readonly name: string;
  readonly hours: string;
}

/** The caller's own doors. */
export async function listDoors(query: string, caller?: Caller): Promise<Page<DoorBody>> {
  return toPage(await http('tickets', caller).get<DoorBody[]>(`/api/tickets/doors${query}`));
}

export async function createDoor({ ticketId, name, hours }: DoorDraft): Promise<NewDoorBody> {
  const { data } = await http('tickets').post<NewDoorBody>('/api/tickets/doors', {
    ticketId,
    name,
    hours: Number(hours),
  });
  return data;
}

export async function revokeDoor(id: string): Promise<void> {
  await http('tickets').delete(`/api/tickets/doors/${encodeURIComponent(id)}`);
}
