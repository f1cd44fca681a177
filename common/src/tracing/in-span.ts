import { type Span, SpanKind, type SpanOptions, SpanStatusCode, trace } from '@opentelemetry/api';

export { SpanKind };

const scope = '@ticketing-dev/common';

export const tracer = () => trace.getTracer(scope);

/** An error's message may have personal data in it, so that the span has only the error's name. */
export function markFailed(span: Span, errorType: string): void {
  span.setAttribute('error.type', errorType);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/**
 * Runs `work` in a span, which is a child of the current one. If the service does not trace, it only runs `work`.
 *
 * @param name says what is done, without ids, such as `process order:created`
 * @returns what `work` returns; an error marks the span as failed and is thrown again
 */
export const inSpan = <T>(
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> =>
  tracer().startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, error instanceof Error ? error.name : 'unknown');
      throw error;
    } finally {
      span.end();
    }
  });
