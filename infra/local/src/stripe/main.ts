import { openLedger, serve, transportTo } from './server';

const { PORT, HOST = '127.0.0.1', LEDGER } = process.env;
if (!PORT || !LEDGER) throw new Error('PORT and LEDGER must be set');

const server = serve(transportTo(openLedger(LEDGER)));
server.listen(Number(PORT), HOST);
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
