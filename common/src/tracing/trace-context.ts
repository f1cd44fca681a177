import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';

/**
 * The current span as a W3C `traceparent`, which events and jobs carry. Undefined outside of a span, and if the service
 * does not trace.
 */
export function currentTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** Runs `work` so that its spans are children of the span that `traceparent` names. Without one, they start a trace. */
export const withTrace = <T>(traceparent: string | undefined, work: () => T): T =>
  context.with(propagation.extract(ROOT_CONTEXT, { traceparent }), work);
