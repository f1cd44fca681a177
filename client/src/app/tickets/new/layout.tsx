import type { ReactNode } from 'react';

import { beforeDocument } from '@/lib/server/before-document';
import { requireSession } from '@/lib/server/loaders';

export default async function NewTicketLayout({ children }: { children: ReactNode }) {
  await beforeDocument(() => requireSession('/tickets/new'));
  return children;
}
