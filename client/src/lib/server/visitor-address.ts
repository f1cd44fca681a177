import { isIP } from 'node:net';

/**
 * The visitor's address, for the limits of the services. One proxy stands before the client: the
 * ingress, which puts who asked it at the end of `X-Forwarded-For`. What stands before that is the
 * visitor's own word.
 */
export function visitorAddress(forwardedFor: string | null): string | null {
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? '';
  return isIP(last) > 0 ? last : null;
}
