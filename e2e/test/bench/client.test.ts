import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { sellerOf } from '../../bench/flows';
import { Client, postTicket } from '../../bench/requests';

describe('bench', () => {
  it('fails at the first answer of 429', async () => {
    const server = createServer((_request, response) => response.writeHead(429).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = new Client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

    const answered = client.send(postTicket({ id: 'ann', cookie: '' }, 1));

    await expect(answered).rejects.toThrow('POST /api/tickets must not return 429');
    server.closeAllConnections();
    server.close();
  });

  it('sells at most as many tickets by one account as the limit allows', () => {
    const sales = Array.from({ length: 200 }, (_, sale) => sellerOf(sale));
    const ofEach = [...new Set(sales)].map((id) => sales.filter((each) => each === id).length);

    expect(Math.max(...ofEach)).toBeLessThanOrEqual(60);
  });
});
