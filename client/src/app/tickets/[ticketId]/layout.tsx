import type { ReactNode } from 'react';

import { beforeDocument } from '@/lib/server/before-document';
import { loadTicket } from '@/lib/server/loaders';

interface Props {
  readonly params: Promise<{ readonly ticketId: string }>;
  readonly children: ReactNode;
}

export default async function TicketLayout({ params, children }: Props) {
  const { ticketId } = await params;
  await beforeDocument(() => loadTicket(ticketId));
  return children;
}
