'use client';

import { useEffect, useState } from 'react';

/**
 * The token of a one-time link. It is after the `#`, so that no server log and no `Referer` has it. It is `undefined`
 * until the code runs in the browser.
 */
export function useLinkToken(): string | undefined {
  const [token, setToken] = useState<string>();
  useEffect(() => {
    setToken(location.hash.slice(1));
  }, []);
  return token;
}
