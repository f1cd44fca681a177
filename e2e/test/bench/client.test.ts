import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Client } from '../../bench/client';
import { sellers } from '../../bench/people';
import { postTicket } from '../../bench/works';

describe('bench', () => {
  it('is void at the first answer that is 429', async () => {
    const server = createServer((_request, response) => response.writeHead(429).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = new Client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 1);

    const answered = client.send(postTicket({ id: 'ann', cookie: '' }, 1));

    await expect(answered).rejects.toThrow('POST /api/tickets: expected 201, but 429');
    await client.close();
    server.close();
  });

  it('has sellers of whom nobody sells more than a shop allows', () => {
    const seller = sellers('key');
    const sales = Array.from({ length: 200 }, (_, sale) => seller(sale).id);
    const ofEach = [...new Set(sales)].map((id) => sales.filter((each) => each === id).length);

    expect(Math.max(...ofEach)).toBeLessThanOrEqual(60);
  });
});
