import 'server-only';

import { headers } from 'next/headers';

import { ApiError } from '@/lib/api/api-error';

/**
 * Lets a layout decide the status (404, a redirect) before the first byte is sent. A `loading.tsx`
 * sends 200 before its page has been asked. Only a whole document has a status that anybody reads:
 * the router's own requests go on at once, and show what loads.
 */
export async function beforeDocument(load: () => Promise<unknown>): Promise<void> {
  if ((await headers()).get('sec-fetch-dest') === 'empty') return;
  try {
    await load();
  } catch (error) {
    // A service that is away is the page's own matter; what Next itself throws is the status.
    if (!(error instanceof ApiError)) throw error;
  }
}
