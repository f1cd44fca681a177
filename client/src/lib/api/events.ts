import { type Caller, http } from './http';
import { type Page, toPage } from './page';

/** The tickets of one event that are on sale. */
export interface EventBody {
  /** Names the event: `GET /api/tickets?event=…`. */
  readonly key: string;
  readonly name: string;
  readonly startsAt?: string;
  readonly timeZone?: string;
  readonly venue?: string;
  readonly city?: string;
  readonly lowestPrice: number;
  readonly count: number;
  /** The cheapest ticket. */
  readonly ticketId: string;
}

export async function listEvents(query: string, caller?: Caller): Promise<Page<EventBody>> {
  return toPage(await http('tickets', caller).get<EventBody[]>(`/api/tickets/events${query}`));
}
