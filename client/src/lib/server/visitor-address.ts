import { isIP } from 'node:net';

/**
 * The visitor's address, for the limits of the services. The ingress is the only proxy before the client, and it
 * appends the visitor's address to `X-Forwarded-For`. Earlier entries come from the visitor and are not trusted.
 */
export function visitorAddress(forwardedFor: string | null): string | null {
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? '';
  return isIP(last) > 0 ? last : null;
}
