import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { repository } from '@ticketing-dev/local';

import { everythingIsReady, forwarded, holdSeconds, shop } from './support/cluster';

/** Runs the end-to-end tests of `npm test` on this cluster, and returns the exit code of jest. */
async function endToEnd(stripe: string): Promise<number | null> {
  const args = [require.resolve('jest/bin/jest'), 'test/platform', '--runInBand'];
  const child = spawn(process.execPath, args, {
    cwd: path.join(repository, 'e2e'),
    env: {
      ...process.env,
      E2E_URL: shop.url,
      E2E_STRIPE_URL: `http://${stripe}`,
      E2E_HOLD_SECONDS: String(holdSeconds),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe('the platform through the ingress', () => {
  beforeAll(everythingIsReady);

  it(
    'passes the end-to-end tests',
    async () => {
      expect(await forwarded('service/stripe-srv', 3000, endToEnd)).toBe(0);
    },
    20 * 60_000,
  );
});
