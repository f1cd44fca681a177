import { isOfOwnOrigin } from '@/lib/server/own-origin';

const host = 'ticketing.dev';

describe('a form', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'https://ticketing.dev' }],
    [{ origin: 'http://ticketing.dev', 'sec-fetch-site': 'same-origin' }],
  ])('with %p is of this shop', (headers) => {
    expect(isOfOwnOrigin(new Headers({ host, ...headers }))).toBe(true);
  });

  it.each([
    [{}],
    [{ origin: 'null' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://evil.ticketing.dev' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://ticketing.dev' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('with %p is refused', (headers) => {
    expect(isOfOwnOrigin(new Headers({ host, ...headers }))).toBe(false);
  });
});
