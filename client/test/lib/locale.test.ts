import { localeOf } from '@/lib/locale';

const nothing = { cookie: undefined, acceptLanguage: null, hasMadeUpLocale: false };

describe('the language of a page', () => {
  it.each([
    [null, 'en'],
    ['es', 'es'],
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['de-DE,de;q=0.9,es;q=0.5,en;q=0.3', 'es'],
    ['en-GB,en;q=0.9,es;q=0.8', 'en'],
    ['de', 'en'],
    ['*', 'en'],
    [';;q=x', 'en'],
  ])('is what the browser asks for: %p', (acceptLanguage, locale) => {
    expect(localeOf({ ...nothing, acceptLanguage })).toBe(locale);
  });

  it('is what the visitor has chosen, whatever the browser asks for', () => {
    expect(localeOf({ ...nothing, cookie: 'es', acceptLanguage: 'en' })).toBe('es');
    expect(localeOf({ ...nothing, cookie: 'fr', acceptLanguage: 'es' })).toBe('es');
  });

  it('is the made-up one only if a setting allows it', () => {
    const wish = { ...nothing, cookie: 'en-XA' };

    expect(localeOf(wish)).toBe('en');
    expect(localeOf({ ...wish, hasMadeUpLocale: true })).toBe('en-XA');
  });
});
