import { maskCardNumbers } from '../base/card-numbers';

/** The ids by which a message can be found in logs and in events. */
export interface MessageIds {
  readonly requestId: string | undefined;
  readonly eventId: string | undefined;
  readonly aggregateId: string | undefined;
  /** The span that published it. */
  readonly traceparent: string | undefined;
  /** When its event happened. */
  readonly occurredAt: string | undefined;
}

/** Longer than any id of ours. A limit is needed because the message may come from outside and must not fill the log. */
const longestId = 200;

const asId = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, longestId) : undefined;

function maskedId(value: unknown): string | undefined {
  const id = asId(value);
  return id === undefined ? undefined : maskCardNumbers(id);
}

/** Reads the ids of a message, even of a malformed one, because operators must find those in the log. */
export function messageIds(data: string): MessageIds {
  const field = reader(data);
  return {
    // Masked because this id is copied into the events that the message causes.
    requestId: maskedId(field('requestId')),
    eventId: asId(field('eventId')),
    aggregateId: asId(field('id')) ?? asId(field('orderId')),
    traceparent: asId(field('traceparent')),
    occurredAt: asId(field('occurredAt')),
  };
}

function reader(data: string): (name: string) => unknown {
  try {
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed !== 'object' || parsed === null) return () => undefined;
    return (name) => (parsed as Readonly<Record<string, unknown>>)[name];
  } catch {
    // The JSON is probably cut short, so that the fields before the cut can still be read.
    return (name) => new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]+)"`).exec(data)?.[1];
  }
}
