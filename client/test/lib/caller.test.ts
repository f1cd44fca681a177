import { currentCaller } from '@/lib/server/caller';

const incoming = new Headers();
jest.mock('server-only', () => ({}));
jest.mock('next/headers', () => ({ headers: () => Promise.resolve(incoming) }));

it('passes on the visitor’s cookie, address and request id, and nothing else', async () => {
  incoming.set('cookie', 'session=a');
  incoming.set('x-forwarded-for', '10.9.8.7, 203.0.113.7');
  incoming.set('x-request-id', 'request-1');
  incoming.set('x-real-ip', '10.9.8.7');
  incoming.set('forwarded', 'for=10.9.8.7');

  const { headers } = await currentCaller();

  expect(headers).toEqual({
    'x-request-id': 'request-1',
    'x-forwarded-for': '203.0.113.7',
    cookie: 'session=a',
  });
});
