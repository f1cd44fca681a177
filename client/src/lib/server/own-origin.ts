/**
 * Whether a page of this shop sent the request. Browsers send `Origin` with every POST of a form, and current ones
 * `Sec-Fetch-Site` too. Without either, the request is refused.
 */
export function isOfOwnOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  return new URL(origin).host === headers.get('host');
}
