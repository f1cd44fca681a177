import { ApiError } from '@/lib/api/api-error';
import { showTicket } from '@/lib/api/tickets';

import { fakeApi, type Handler, refusal } from '../support/fake-api';

async function errorOf(handler: Handler): Promise<ApiError> {
  fakeApi({ 'GET /api/tickets/ticket-1': handler });
  const error: unknown = await showTicket('ticket-1').catch((cause: unknown) => cause);
  if (!(error instanceof ApiError)) throw new Error('The call should have failed.');
  return error;
}

describe('an error of a service', () => {
  it('has the messages of the service, by field', async () => {
    const error = await errorOf(
      refusal(400, { message: 'Title is required', field: 'title' }, { message: 'And more' }),
    );

    expect(error).toMatchObject({
      status: 400,
      items: [{ message: 'Title is required', field: 'title' }, { message: 'And more' }],
      isOutcomeUnknown: false,
    });
  });

  it('tells when to try again', async () => {
    const error = await errorOf({
      ...refusal(503, { message: 'The database is away' }),
      headers: { 'retry-after': '5' },
    });

    expect(error).toMatchObject({ status: 503, retryAfterSeconds: 5, isOutcomeUnknown: true });
  });

  it('has a code when the network is lost', async () => {
    const error = await errorOf('lost');

    expect(error).toMatchObject({
      status: 0,
      items: [{ code: 'NO_CONNECTION' }],
      isOutcomeUnknown: true,
    });
  });

  it.each([
    ['a page of the gateway', 502, '<html>Bad Gateway</html>', 'SHOP_UNAVAILABLE'],
    ['an empty list of errors', 400, { errors: [] }, 'UNEXPECTED'],
    ['errors without a message', 500, { errors: [{}] }, 'UNEXPECTED'],
  ])('never shows %s', async (_what, status, body, code) => {
    const error = await errorOf({ status, body });

    expect(error.items).toEqual([{ message: '', code }]);
  });
});
