/** The address of this shop as the visitor's browser knows it; null if the request does not say it. */
export function shopAddress(headers: Headers): string | null {
  const host = headers.get('host');
  const protocol = headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim() ?? 'http';
  const address = `${protocol}://${host ?? ''}`;
  return host !== null && URL.canParse(address) ? new URL(address).origin : null;
}
