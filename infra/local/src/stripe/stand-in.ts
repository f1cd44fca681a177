import { createServer, type Server, type ServerResponse } from 'node:http';

// The ledger first: it takes the place of the mock's memory before the mock makes its own.
import { openLedger } from './ledger';
import { mendMock } from './mend';
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

/** Stripe, as far as the platform knows it, with a ledger that survives its own end. */
export function createStandIn(ledgerFile: string): Server {
  mendMock();
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
