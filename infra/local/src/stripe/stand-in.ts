import { createServer, type Server, type ServerResponse } from 'node:http';

// Import the ledger first: it replaces the mock's store before the mock creates one.
import { openLedger } from './ledger';
import { fixMock } from './mend';
import { createExpressApp } from 'stripe-stateful-mock';
import { charges } from 'stripe-stateful-mock/dist/api/charges';

const ACCOUNT = 'acct_default';

function beforeItEnds(response: ServerResponse, act: () => void): void {
  const end = response.end.bind(response);
  response.end = ((...args: Parameters<ServerResponse['end']>) => {
    act();
    return end(...args);
  }) as ServerResponse['end'];
}

/** The parts of Stripe that the platform uses, with a ledger that survives a restart. */
export function createStandIn(ledgerFile: string): Server {
  fixMock();
  const ledger = openLedger(ledgerFile);
  const mock = createExpressApp();

  return createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json');
    if (request.url === '/_ledger') {
      response.end(JSON.stringify(charges.list(ACCOUNT, {}).data));
      return;
    }
    if (request.method !== 'GET') beforeItEnds(response, () => ledger.save());
    mock(request, response);
  });
}
