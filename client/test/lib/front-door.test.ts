import { makeReadable, setSecurityHeaders } from '@/lib/server/front-door';

const asked = (url: string, over: { method?: string; headers?: Record<string, string> } = {}) => {
  const request = { method: 'GET', url, headers: {}, ...over };
  makeReadable(request);
  return request;
};

describe('a request that Next cannot read', () => {
  it.each([
    '/tickets/%',
    '/tickets/%E0%A4%A',
    '/orders/%ff',
    '/%',
    '/_global-error',
    '*',
    '/%5Fglobal-error',
  ])('for %s is answered like an unknown page', (url) => {
    expect(asked(url).url).toBe('/_not-found');
  });

  it.each(['/api/%', '/API/x/%zz'])('for %s is one for an API that is not there', (url) => {
    expect(asked(url).url).toBe('/api');
  });

  it.each(['garbage', '%', '[]', '{}', '["",{"children":7}]', '["", {}'])(
    'with the router state %s is answered with the whole page',
    (state) => {
      const headers = { 'next-router-state-tree': state, rsc: '1' };

      expect(asked('/', { headers }).headers).toEqual({ rsc: '1' });
    },
  );

  it('by TRACE is refused like any other method', () => {
    expect(asked('/', { method: 'TRACE' }).method).not.toBe('TRACE');
  });
});

describe('a request that Next can read', () => {
  it.each(['/', '/tickets/a%20b?next=%', '/tickets/%F0%9F%98%80', 'http://x/orders'])(
    'for %s is not changed',
    (url) => {
      expect(asked(url).url).toBe(url);
    },
  );

  it('keeps its router state', () => {
    const state = encodeURIComponent(JSON.stringify(['', { children: ['__PAGE__', {}] }]));
    const headers = { 'next-router-state-tree': state };

    expect(asked('/', { headers }).headers).toEqual({ 'next-router-state-tree': state });
  });
});

describe('every answer', () => {
  const headersBehind = (proto?: string, url = '/'): Map<string, unknown> => {
    const set = new Map<string, unknown>();
    const response = { setHeader: (name: string, value: unknown) => set.set(name, value) };
    setSecurityHeaders(
      { url, headers: proto === undefined ? {} : { 'x-forwarded-proto': proto } },
      response as never,
    );
    return set;
  };

  it('allows no scripts and no frames, unless its page allows them', () => {
    expect(headersBehind().get('Content-Security-Policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
    expect(headersBehind().get('X-Content-Type-Options')).toBe('nosniff');
  });

  it.each(['https', 'HTTPS', 'https, http', 'http,https'])(
    'behind %s keeps browsers on https',
    (proto) => {
      expect(headersBehind(proto).get('Strict-Transport-Security')).toBe(
        'max-age=31536000; includeSubDomains',
      );
    },
  );

  it.each([undefined, '', 'http', 'ws', 'xhttps'])('behind %s leaves the way open', (proto) => {
    expect(headersBehind(proto).has('Strict-Transport-Security')).toBe(false);
  });

  it.each([
    ['/door', '(self)'],
    ['/door?a', '(self)'],
    ['/doors', '()'],
    ['/tickets/doors', '()'],
    ['/', '()'],
  ])('to %s has the camera %s', (url, camera) => {
    expect(headersBehind(undefined, url).get('Permissions-Policy')).toBe(
      `camera=${camera}, microphone=(), geolocation=()`,
    );
  });
});
