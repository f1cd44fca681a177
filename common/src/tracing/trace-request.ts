import type { IncomingMessage, ServerResponse } from 'node:http';

import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';

import { type EndedRequest, watchRequest } from '../http/watch-request';
import { markFailed, tracer } from './in-span';

const serverError = 500;

/**
 * Handles a request in a span, which ends with its response. Its parent is the caller's span, if the header
 * `traceparent` names one.
 */
export function traceRequest(
  request: IncomingMessage,
  response: ServerResponse,
  onEnded: (ended: EndedRequest) => void,
  handle: () => void,
): void {
  const { method = '' } = request;
  const parent = propagation.extract(ROOT_CONTEXT, request.headers);
  const span = tracer().startSpan(method, { kind: SpanKind.SERVER }, parent);
  const inTrace = trace.setSpan(parent, span);
  const end = (ended: EndedRequest): void => {
    const { route, status, aggregateId, requestId } = ended;
    span.updateName(`${method} ${route}`);
    span.setAttributes({
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': status,
      ...(requestId !== undefined && { 'ticketing.request.id': requestId }),
      ...(aggregateId !== undefined && { 'ticketing.aggregate.id': aggregateId }),
    });
    if (status >= serverError) markFailed(span, String(status));
    span.end();
    onEnded(ended);
  };
  context.with(inTrace, () => {
    watchRequest(request, response, (ended) => context.with(inTrace, () => end(ended)));
    handle();
  });
}
