import { createGateway } from './gateway';
import { readRoutesFile } from './routes';
import type { Upstreams } from './upstreams';

const { PORT, HOST = '127.0.0.1', INGRESS, UPSTREAMS } = process.env;
if (!PORT || !INGRESS || !UPSTREAMS) throw new Error('PORT, INGRESS and UPSTREAMS must be set');

const gateway = createGateway(readRoutesFile(INGRESS), JSON.parse(UPSTREAMS) as Upstreams);
gateway.listen(Number(PORT), HOST);
process.once('SIGTERM', () => {
  gateway.close();
  gateway.closeIdleConnections();
  setTimeout(() => gateway.closeAllConnections(), 5_000).unref();
});
