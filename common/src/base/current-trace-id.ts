/** The id of the current trace, for log lines. Undefined, because the services do not trace yet. */
export const currentTraceId = (): string | undefined => undefined;
