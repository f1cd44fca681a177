import path from 'node:path';

import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const repositoryRoot = path.join(__dirname, '..');

// Imports nothing of ours: jest reads this file too, from the repository's root, where Next cannot
// resolve TypeScript.
const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: repositoryRoot,
  turbopack: { root: repositoryRoot },
  // `npm run typecheck` does it, for the tests too; a start of the shop need not wait for that.
  typescript: { ignoreBuildErrors: true },
  // Every visitor gets the title and the description in the head of the first HTML.
  htmlLimitedBots: /.*/,
  poweredByHeader: false,
  agentRules: false,
  // It reads its own data files.
  serverExternalPackages: ['pdfkit'],
  // Nothing of the shop uses the optimizer, which fetches what it is told to.
  images: { unoptimized: true },
  // The browser tests and the gateway open the development server under this address too.
  allowedDevOrigins: ['127.0.0.1'],
};

const withTexts = createNextIntlPlugin({
  requestConfig: './src/lib/server/request-config.ts',
  // Compiled by the build, so that no page loads the parser of messages.
  experimental: {
    messages: { path: './messages', format: 'json', locales: 'infer', precompile: true },
  },
});

export default withTexts(config);
