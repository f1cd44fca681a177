import { trace } from '@opentelemetry/api';

/** The id of the current trace, for log lines. Undefined if the service does not trace. */
export const currentTraceId = (): string | undefined =>
  trace.getActiveSpan()?.spanContext().traceId;
