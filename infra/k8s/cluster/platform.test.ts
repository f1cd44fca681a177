import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { repository } from '@ticketing-dev/local';

import { forward } from './support/forward';
import { everythingIsReady } from './support/kubectl';
import { holdSeconds, shopUrl } from './support/settings';

const jestProgram = require.resolve('jest/bin/jest');

/** The end-to-end tests of `npm test`, against this cluster; the exit code of jest. */
async function endToEnd(stripeUrl: string): Promise<number | null> {
  const child = spawn(process.execPath, [jestProgram, 'test/platform', '--runInBand'], {
    cwd: path.join(repository, 'e2e'),
    env: {
      ...process.env,
      E2E_URL: shopUrl,
      E2E_STRIPE_URL: stripeUrl,
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
      const stripe = await forward('service/stripe-srv', 3000);
      try {
        expect(await endToEnd(`http://127.0.0.1:${stripe.port}`)).toBe(0);
      } finally {
        await stripe.stop();
      }
    },
    20 * 60_000,
  );
});
