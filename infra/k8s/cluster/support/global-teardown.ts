import { kubectl } from './cluster';

export default async function globalTeardown(): Promise<void> {
  await kubectl('set', 'env', 'deployment/orders-depl', 'EXPIRATION_WINDOW_SECONDS=900');
}
