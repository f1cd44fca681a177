import 'server-only';

import { randomUUID } from 'node:crypto';

import { headers } from 'next/headers';
import { cache } from 'react';

import type { Caller } from '@/lib/api/http';

import { serverSend } from './server-send';
import { readSettings } from './settings';
import { visitorAddress } from './visitor-address';

/** The visitor's cookie and address, and one request id for all calls of a page. */
export const currentCaller = cache(async (): Promise<Caller> => {
  const incoming = await headers();
  const cookie = incoming.get('cookie');
  const address = visitorAddress(incoming.get('x-forwarded-for'));
  const protocol = incoming.get('x-forwarded-proto');
  return serverSend({
    baseUrls: readSettings(process.env).baseUrls,
    headers: {
      'x-request-id': incoming.get('x-request-id') ?? randomUUID(),
      ...(cookie && { cookie }),
      // The address alone: the services use the last entry and trust only this hop.
      ...(address && { 'x-forwarded-for': address }),
      // Behind https, a cookie that auth sets is `Secure`.
      ...(protocol && { 'x-forwarded-proto': protocol }),
    },
  });
});
