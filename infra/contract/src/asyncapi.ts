import { eventMeta, eventSchemas } from '@ticketing-dev/common/schemas';

import { type Json, jsonSchema } from './openapi';

interface Channel {
  readonly publisher: string;
  readonly listeners: readonly string[];
  readonly summary: string;
}

/** Who publishes and who listens. A test compares it with docs/contract.md. */
export const channels: Readonly<Record<keyof typeof eventSchemas, Channel>> = {
  'ticket:created': {
    publisher: 'tickets',
    listeners: ['orders'],
    summary: 'A ticket was put on sale.',
  },
  'ticket:updated': {
    publisher: 'tickets',
    listeners: ['orders'],
    summary: "A ticket's title, price or reservation changed. Without `orderId` it is free.",
  },
  'ticket:deleted': {
    publisher: 'tickets',
    listeners: ['orders'],
    summary: 'A seller wants a ticket off sale, or such a ticket changed. Orders decides.',
  },
  'order:created': {
    publisher: 'orders',
    listeners: ['tickets', 'payments', 'expiration'],
    summary: 'An order was placed. Its ticket is reserved until `expiresAt`.',
  },
  'order:cancelled': {
    publisher: 'orders',
    listeners: ['tickets', 'payments', 'expiration', 'auth'],
    summary: 'An order was cancelled, or its time to pay ran out. Its ticket is free again.',
  },
  'order:completed': {
    publisher: 'orders',
    listeners: ['tickets', 'payments', 'expiration', 'auth'],
    summary: 'An order was paid. Its ticket is sold.',
  },
  'offer:closed': {
    publisher: 'orders',
    listeners: ['tickets'],
    summary: 'A ticket is off sale: no order of it can be placed any more.',
  },
  'expiration:complete': {
    publisher: 'expiration',
    listeners: ['orders'],
    summary: "An order's time to pay is over.",
  },
  'payment:created': {
    publisher: 'payments',
    listeners: ['orders'],
    summary: "An order's price was authorised on a card.",
  },
  'payment:refunded': {
    publisher: 'payments',
    listeners: ['tickets', 'auth'],
    summary: 'A captured payment was refunded. The order stays complete.',
  },
  'pass:updated': {
    publisher: 'tickets',
    listeners: [],
    summary: 'A pass was issued, listed, used or revoked. It has no code.',
  },
  'session:ended': {
    publisher: 'auth',
    listeners: ['auth', 'tickets', 'orders', 'payments'],
    summary: 'A user signed out, or ended their other sessions.',
  },
  'user:deleted': {
    publisher: 'auth',
    listeners: ['orders', 'tickets', 'payments'],
    summary: 'A user deleted their account. It has no data of the person.',
  },
};

const pascal = (subject: string): string =>
  subject.replace(/(?:^|:)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The data of an event and what our publishers add. All fields of ours are optional: see docs/contract.md. */
function payload(subject: keyof typeof eventSchemas): Json {
  const data = jsonSchema(eventSchemas[subject]) as { readonly properties: Json };
  const meta = jsonSchema(eventMeta) as { readonly properties: Json };
  return { ...data, properties: { ...data.properties, ...meta.properties } };
}

/** The AsyncAPI document of all events. */
export function asyncApi(): Json {
  const each = Object.entries(channels) as [keyof typeof eventSchemas, Channel][];
  const operation = (
    action: 'send' | 'receive',
    service: string,
    subject: string,
  ): [string, Json] => [
    `${service}${action === 'send' ? 'Publishes' : 'ListensTo'}${pascal(subject)}`,
    { action, channel: { $ref: `#/channels/${pascal(subject)}` }, tags: [{ name: service }] },
  ];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Ticketing',
      version: '1.0.0',
      description:
        'The services exchange these events over NATS Streaming, in the cluster `ticketing`. A message is one flat JSON object. Each listening service has one queue group, such as `orders-service`, and acknowledges by hand. A listener accepts fields that are not described here, because events may get new ones.',
      license: { name: 'MIT' },
    },
    servers: {
      nats: { host: 'nats-srv:4222', protocol: 'nats', description: 'NATS Streaming' },
    },
    channels: Object.fromEntries(
      each.map(([subject, { summary }]) => [
        pascal(subject),
        {
          address: subject,
          messages: {
            [pascal(subject)]: {
              summary,
              contentType: 'application/json',
              payload: payload(subject),
            },
          },
        },
      ]),
    ),
    operations: Object.fromEntries(
      each.flatMap(([subject, { publisher, listeners }]) => [
        operation('send', publisher, subject),
        ...listeners.map((listener) => operation('receive', listener, subject)),
      ]),
    ),
  };
}
