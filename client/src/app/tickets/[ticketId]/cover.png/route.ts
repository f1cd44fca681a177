import { coverOf } from '@/lib/cover';
import { loadTicket } from '@/lib/server/loaders';
import { toPng } from '@/lib/server/picture';

interface Context {
  readonly params: Promise<{ readonly ticketId: string }>;
}

/** The cover of a ticket, for previews of links. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { ticketId } = await params;
  const { eventName, title } = await loadTicket(ticketId);
  return toPng(coverOf(eventName ?? title), 1200, 630);
}
