import path from 'node:path';

import type { NextConfig } from 'next';

const repositoryRoot = path.join(__dirname, '..');

// Imports nothing of ours: jest reads this file too, from the repository's root, where Next cannot
// resolve TypeScript.
const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: repositoryRoot,
  turbopack: { root: repositoryRoot },
  // `npm run typecheck` does it, for the tests too; a start of the shop need not wait for that.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  agentRules: false,
  headers: () =>
    Promise.resolve([
      {
        source: '/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
        ],
      },
      {
        source: '/:path*',
        has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
        headers: [
          { key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' },
        ],
      },
      {
        source: '/api/:path*',
        headers: [
          {
            key: 'Content-Security-Policy',
            value: "default-src 'none'; frame-ancestors 'none'",
          },
        ],
      },
    ]),
  // The browser tests and the gateway open the development server under this address too.
  allowedDevOrigins: ['127.0.0.1'],
};

export default config;
