import { anOwnStack, type OwnStack } from '../kit/own-stack';

declare global {
  // Jest loads the setup and the teardown separately, so they share this global.
  var ticketingStack: OwnStack | undefined;
}

/** Long enough to pay in a browser on a busy machine, short enough to wait for. */
const HOLD_SECONDS = '15';

/** Starts the one stack that all tests of `test/platform` share, unless the address of another is given. */
export default async function globalSetup(): Promise<void> {
  process.env['E2E_HOLD_SECONDS'] ??= HOLD_SECONDS;
  if (process.env['E2E_URL']) return;
  console.error('  Starting the platform for e2e/test/platform');
  const stack = await anOwnStack({
    say: (line) => console.error(`  ${line}`),
    scale: { orders: 2, payments: 2 },
    mailbox: true,
    env: {
      EXPIRATION_WINDOW_SECONDS: process.env['E2E_HOLD_SECONDS'],
      MADE_UP_LOCALE: 'true',
    },
  });
  globalThis.ticketingStack = stack;
  process.env['E2E_URL'] = stack.url;
  process.env['E2E_STRIPE_URL'] = stack.stripeUrl;
  process.env['E2E_MAILBOX_URL'] = stack.addresses.mailbox?.page;
  process.env['TEST_MONGO_URL'] ??=
    `mongodb://${new URL(stack.addresses.mongo['auth'] ?? '').host}`;
}
