import 'server-only';

import { headers } from 'next/headers';

import { ApiError } from '@/lib/api/api-error';

/**
 * Lets a layout set the status (404, a redirect) before the first byte is sent, because a `loading.tsx` sends 200
 * before its page has loaded. Only the status of a whole document matters, so the router's own requests continue
 * immediately.
 */
export async function beforeDocument(load: () => Promise<unknown>): Promise<void> {
  if ((await headers()).get('sec-fetch-dest') === 'empty') return;
  try {
    await load();
  } catch (error) {
    // The page handles an unavailable service. Errors that Next throws set the status.
    if (!(error instanceof ApiError)) throw error;
  }
}
