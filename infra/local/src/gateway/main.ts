import { createGateway } from './gateway';
import { readRoutesFile, type Upstreams } from './routes';

const { PORT, HOST = '127.0.0.1', PODS_PORT, INGRESS, UPSTREAMS } = process.env;
if (!PORT || !PODS_PORT || !INGRESS || !UPSTREAMS) {
  throw new Error('PORT, PODS_PORT, INGRESS and UPSTREAMS must be set');
}

const routes = readRoutesFile(INGRESS);
const upstreams = JSON.parse(UPSTREAMS) as Upstreams;
const forVisitors = createGateway(routes, upstreams).listen(Number(PORT), HOST);
// Never on HOST, which other machines may reach: this port trusts X-Forwarded-For.
const forPods = createGateway(routes, upstreams, { from: 'pods' }).listen(
  Number(PODS_PORT),
  '127.0.0.1',
);

process.once('SIGTERM', () => {
  for (const gateway of [forVisitors, forPods]) {
    gateway.close();
    gateway.closeIdleConnections();
    setTimeout(() => gateway.closeAllConnections(), 5_000).unref();
  }
});
