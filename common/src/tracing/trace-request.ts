import type { IncomingMessage, ServerResponse } from 'node:http';

import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';

import { type EndedRequest, watchRequest } from '../http/watch-request';
import { markFailed, tracer } from './in-span';

const serverError = 500;

/**
 * Handles a request in a span, which ends with its response. It starts a trace: a visitor's header `traceparent` must not
 * decide what is traced.
 */
export function traceRequest(
  request: IncomingMessage,
  response: ServerResponse,
  onEnded: (ended: EndedRequest) => void,
  handle: () => void,
): void {
  const { method = '' } = request;
  const span = tracer().startSpan(method, { kind: SpanKind.SERVER }, ROOT_CONTEXT);
  const inTrace = trace.setSpan(ROOT_CONTEXT, span);
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
