import { maskCardNumbers } from '../base/card-numbers';

/** By what a message is found in logs and in events. */
export interface MessageIds {
  readonly requestId: string | undefined;
  readonly eventId: string | undefined;
  readonly aggregateId: string | undefined;
}

/** Longer than any id of ours: what came from outside must not fill the log. */
const longestId = 200;

const asId = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, longestId) : undefined;

function maskedId(value: unknown): string | undefined {
  const id = asId(value);
  return id === undefined ? undefined : maskCardNumbers(id);
}

/** The ids of a message, as far as they can be read: one that is malformed is the one that has to be found. */
export function messageIds(data: string): MessageIds {
  const field = reader(data);
  return {
    // It goes into the events that the message leads to.
    requestId: maskedId(field('requestId')),
    eventId: asId(field('eventId')),
    aggregateId: asId(field('id')) ?? asId(field('orderId')),
  };
}

function reader(data: string): (name: string) => unknown {
  try {
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed !== 'object' || parsed === null) return () => undefined;
    return (name) => (parsed as Readonly<Record<string, unknown>>)[name];
  } catch {
    // Cut short, most likely: what is written before the cut can be read.
    return (name) => new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]+)"`).exec(data)?.[1];
  }
}
