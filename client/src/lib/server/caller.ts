import 'server-only';

import { randomUUID } from 'node:crypto';

import { headers } from 'next/headers';
import { cache } from 'react';

import type { Caller } from '@/lib/api/http';

import { readSettings } from './settings';
import { visitorAddress } from './visitor-address';

/** Passes on who the visitor is, and one request id for all that a page asks for. */
export const currentCaller = cache(async (): Promise<Caller> => {
  const incoming = await headers();
  const cookie = incoming.get('cookie');
  const address = visitorAddress(incoming.get('x-forwarded-for'));
  return {
    baseUrls: readSettings(process.env).baseUrls,
    headers: {
      'x-request-id': incoming.get('x-request-id') ?? randomUUID(),
      ...(cookie && { cookie }),
      // Alone: the services take the last entry, and this hop is as far as they trust.
      ...(address && { 'x-forwarded-for': address }),
    },
  };
});
