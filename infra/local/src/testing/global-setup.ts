import { startTestServers, type TestServers } from './test-servers';

declare global {
  // Jest loads the setup and the teardown separately, so they share this global.
  var ticketingTestServers: TestServers | undefined;
}

/** Starts the servers once for all workspaces, unless the environment gives all addresses. */
export default async function globalSetup(): Promise<void> {
  const given = ['TEST_MONGO_URL', 'TEST_NATS_URL', 'TEST_REDIS_URL', 'TEST_STRIPE_URL'];
  if (given.every((name) => process.env[name])) return;
  console.error('  Starting MongoDB, NATS Streaming, Redis and the Stripe stand-in for the tests');
  globalThis.ticketingTestServers = await startTestServers();
  Object.assign(process.env, globalThis.ticketingTestServers.env);
}
