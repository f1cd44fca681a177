import path from 'node:path';

import type { NextConfig } from 'next';

import { fixedHeaders } from './src/lib/security-headers';

const repositoryRoot = path.join(__dirname, '..');

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: repositoryRoot,
  turbopack: { root: repositoryRoot },
  poweredByHeader: false,
  agentRules: false,
  headers: () =>
    Promise.resolve([
      {
        source: '/:path*',
        headers: Object.entries(fixedHeaders).map(([key, value]) => ({ key, value })),
      },
    ]),
  // The browser tests and the gateway open the development server under this address too.
  allowedDevOrigins: ['127.0.0.1'],
};

export default config;
