import type { ErrorBody } from '@ticketing-dev/common/contracts';

/** The ingress sends every path that no service handles to the client. Under /api the response is a JSON 404. */
function notFound(): Response {
  const body: ErrorBody = { errors: [{ message: 'Not Found', code: 'NOT_FOUND' }] };
  return Response.json(body, { status: 404 });
}

export {
  notFound as DELETE,
  notFound as GET,
  notFound as HEAD,
  notFound as OPTIONS,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
