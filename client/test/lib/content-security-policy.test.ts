import { contentSecurityPolicy } from '@/lib/content-security-policy';

describe('the content security policy', () => {
  const policy = contentSecurityPolicy('abc', false);

  it.each([
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "script-src 'self' 'nonce-abc' https://checkout.stripe.com;",
  ])('contains %s', (directive) => {
    expect(policy).toContain(directive);
  });

  it('lets scripts use eval only while developing', () => {
    expect(policy).not.toContain('unsafe-eval');
    expect(contentSecurityPolicy('abc', true)).toContain("'unsafe-eval'");
  });
});
