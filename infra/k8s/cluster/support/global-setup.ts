import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { everythingIsReady, holdSeconds, kubectl } from './cluster';

const doctor = path.resolve(__dirname, '../../doctor.mjs');

/** The doctor names what is missing. Otherwise every test would fail. */
export default async function globalSetup(): Promise<void> {
  execFileSync(process.execPath, [doctor], { stdio: ['ignore', 2, 2] });
  await kubectl('get', 'service', 'stripe-srv').catch(() => {
    throw new Error("These tests read Stripe's ledger: skaffold run -p stand-in");
  });
  await kubectl('set', 'env', 'deployment/orders-depl', `EXPIRATION_WINDOW_SECONDS=${holdSeconds}`);
  await everythingIsReady();
}
