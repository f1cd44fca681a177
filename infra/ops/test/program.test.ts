import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const program = path.join(__dirname, '../dist/index.js');
const token = 'a token that is long enough for operators';

let server: Server;
let url: string;
let headers: IncomingHttpHeaders;
const answers: Record<string, readonly [number, unknown]> = {
  '/parked': [200, [{ id: 'order:created-1', data: '{"eventId":"e/1"}', reason: 'Error: x' }]],
  '/slots': [200, { id: 'a', status: 'created', userId: 'u', slot: 'b', ticketId: 'b' }],
  [`/refunds/${'a'.repeat(24)}`]: [404, { errors: [{ message: 'Not Found' }] }],
};

beforeAll(async () => {
  server = createServer((request, response) => {
    ({ headers } = request);
    const [status, body] = answers[request.url ?? ''] ?? [503, { errors: [{ message: 'away' }] }];
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  new Promise<{ readonly code: unknown; readonly output: string }>((resolve) => {
    const services = ['AUTH', 'TICKETS', 'ORDERS', 'EXPIRATION', 'PAYMENTS'];
    const addresses = services.map((name) => [`${name}_OPERATORS_URL`, url]);
    const settings = { ...(Object.fromEntries(addresses) as Record<string, string>), ...env };
    execFile(
      process.execPath,
      [program, ...args],
      { env: { PATH: process.env['PATH'], OPERATOR: 'Änn', OPS_TOKEN: token, ...settings } },
      (error, out, errors) => resolve({ code: error?.code ?? 0, output: out + errors }),
    );
  });

describe('the exit code of ops', () => {
  it.each<[number, string, readonly string[], string]>([
    [0, 'nothing is found', ['duplicates'], '0 tickets with more than one order'],
    [1, 'something is found', ['parked', 'list'], 'orders/order:created-1'],
    [1, 'it does not exist', ['refund', 'a'.repeat(24), '--reason', 'x'], 'Not Found'],
    [2, 'the command is unknown', ['nonsense'], 'unknown command'],
    [2, 'a reason is missing', ['refund', 'x'], "required option '--reason <text>'"],
    [2, 'an id is malformed', ['timeline', 'x'], '24 hexadecimal digits'],
    [3, 'a service does not answer', ['expiry'], 'orders did not answer: away'],
  ])('is %i if %s', async (code, _what, args, output) => {
    const ended = await run(args);

    expect(ended.output).toContain(output);
    expect(ended.code).toBe(code);
  });

  it('is 3 and names the service if it is not there, and the others are still shown', async () => {
    const { code, output } = await run(['parked', 'list'], {
      PAYMENTS_OPERATORS_URL: 'http://127.0.0.1:9',
    });

    expect(code).toBe(3);
    expect(output).toContain('payments did not answer');
    expect(output).toContain('4 parked messages');
  });

  it('is 3 if the address of a service is not known', async () => {
    const { code, output } = await run(['duplicates'], { ORDERS_OPERATORS_URL: '' });

    expect(code).toBe(3);
    expect(output).toContain('set ORDERS_OPERATORS_URL');
  });
});

describe('a change', () => {
  it('is sent with the token, who asks and why', async () => {
    await run(['refund', 'a'.repeat(24), '--reason', 'they asked']);

    expect(headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'x-operator': encodeURIComponent('Änn'),
      'x-reason': 'they%20asked',
    });
  });
});

describe('--json', () => {
  it('prints JSON for programs', async () => {
    const { output } = await run(['duplicates', '--json']);

    expect(JSON.parse(output)).toEqual({ tickets: [], strays: [] });
  });
});
