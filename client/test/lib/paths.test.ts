import { localPath, signInPath } from '@/lib/paths';

describe('the way back after signing in', () => {
  it('is kept when it is a path of this shop', () => {
    expect(localPath('/orders/1?from=mail#pay')).toBe('/orders/1?from=mail#pay');
  });

  it('survives the sign-in link', () => {
    const link = new URL(signInPath('/orders/1?a=b&c=d'), 'http://shop.test');

    expect(localPath(link.searchParams.get('next'))).toBe('/orders/1?a=b&c=d');
  });

  it.each([
    'https://evil.example',
    'https:evil.example',
    'https:/evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/.\\/evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/a/b/../..//evil.example',
    '/%2e//evil.example',
    '/%2E//evil.example',
    '/%2e%2e//evil.example',
    '/.%2e//evil.example',
    '/a/%2e.//evil.example',
    '/././/evil.example',
    '/.///evil.example',
    '/.//\\evil.example',
    '/.//shop.invalid',
    '/\t.//evil.example',
    'javascript:alert(1)',
    '/.//javascript:alert(1)',
    'data:text/html,x',
    'orders',
    '',
    undefined,
    null,
    7,
    ['/orders', '/tickets'],
  ])('is the home page instead of %p', (next) => {
    expect(localPath(next)).toBe('/');
  });

  const spellings = [
    '',
    '.',
    '..',
    '%2e',
    '%2E.',
    '\\',
    '\t',
    'a',
    '%2f',
    '%09',
    '?',
    '#',
    '//',
    '@',
  ];
  const parts = spellings.flatMap((a) => spellings.flatMap((b) => spellings.map((c) => [a, b, c])));

  it('stays in the shop however it is spelled, also when it is resolved again', () => {
    const elsewhere = parts
      .map((part) => `/${part.join('/')}//evil.example/x`)
      .filter((next) => new URL(localPath(next), 'http://shop.test').origin !== 'http://shop.test');

    expect(elsewhere).toEqual([]);
  });
});
