import { coverOf } from '@/lib/cover';
import { eventOf } from '@/lib/event-and-seat';
import { loadTicket } from '@/lib/server/loaders';
import { toPng } from '@/lib/server/picture';

interface Context {
  readonly params: Promise<{ readonly ticketId: string }>;
}

/** The cover of a ticket, for previews of links. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { ticketId } = await params;
  return toPng(coverOf(eventOf(await loadTicket(ticketId))), 1200, 630);
}
