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
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '',
    undefined,
    ['/orders', '/tickets'],
  ])('is the home page instead of %p', (next) => {
    expect(localPath(next)).toBe('/');
  });
});
