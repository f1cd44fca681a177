import 'server-only';

import { randomUUID } from 'node:crypto';

import { headers } from 'next/headers';
import { cache } from 'react';

import type { Caller } from '@/lib/api/http';

import { readSettings } from './settings';

/** Passes on who the visitor is, and one request id for all that a page asks for. */
export const currentCaller = cache(async (): Promise<Caller> => {
  const incoming = await headers();
  const cookie = incoming.get('cookie');
  return {
    baseUrls: readSettings(process.env).baseUrls,
    headers: {
      'x-request-id': incoming.get('x-request-id') ?? randomUUID(),
      ...(cookie && { cookie }),
    },
  };
});
