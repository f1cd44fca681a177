import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import * as common from '@ticketing-dev/common';
import type {
  ExpirationCompleteEvent,
  OrderCancelledEvent,
  OrderCompletedEvent,
  OrderCreatedEvent,
  PaymentCreatedEvent,
  SessionEndedEvent,
  TicketCreatedEvent,
  TicketUpdatedEvent,
} from '@ticketing-dev/common';
import { Subjects } from '@ticketing-dev/common';
import type { RequestHandler } from 'express';

import { repository, serviceNames } from '../support/repository';

/** What the contract says that the root of the package exports, beside what is ours alone. */
const values = {
  object: ['Subjects', 'OrderStatus'],
  class: [
    'Listener',
    'Publisher',
    'CustomError',
    'BadRequestError',
    'NotFoundError',
    'NotAuthorizedError',
    'RequestValidationError',
    'DatabaseConnectionError',
  ],
  middleware: ['currentUser', 'requireAuth', 'validateRequest', 'errorHandler'],
} as const;
const events = [
  'TicketCreatedEvent',
  'TicketUpdatedEvent',
  'OrderCreatedEvent',
  'OrderCancelledEvent',
  'OrderCompletedEvent',
  'ExpirationCompleteEvent',
  'PaymentCreatedEvent',
  'PaymentRefundedEvent',
  'PassUpdatedEvent',
  'SessionEndedEvent',
  'UserDeletedEvent',
] as const;

/** Our services do without these: they publish from an outbox, and answer 503 where a database is unavailable. */
const forCourseReaders = ['Listener', 'Publisher', 'DatabaseConnectionError'];

const exported = common as unknown as Readonly<Record<string, unknown>>;

const importedByServices = (): ReadonlySet<string> => {
  const files = serviceNames().flatMap((service) =>
    readdirSync(path.join(repository, service, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(repository, service, 'src', file), 'utf8')),
  );
  const lists = files.flatMap((text) => [
    ...text.matchAll(/import (?:type )?\{([^}]*)\} from '@ticketing-dev\/common';/g),
  ]);
  return new Set(
    lists.flatMap(([, list = '']) =>
      list.split(',').map((name) => name.replace('type', '').trim()),
    ),
  );
};

describe('the root of the package, as the course uses it', () => {
  it.each([...values.class])('exports the class %s', (name) => {
    expect(String(exported[name])).toMatch(/^class /);
  });

  it.each([...values.middleware])('exports %s, which is used by its name', (name) => {
    const middleware = exported[name] as RequestHandler;

    expect(middleware.length).toBe(name === 'errorHandler' ? 4 : 3);
  });

  it('has every subject, also as a type', () => {
    const subject: Subjects.TicketCreated = 'ticket:created';
    const same: Subjects = Subjects.TicketCreated;

    expect(subject).toBe(same);
    expect(Subjects).toEqual({
      TicketCreated: 'ticket:created',
      TicketUpdated: 'ticket:updated',
      TicketDeleted: 'ticket:deleted',
      OrderCreated: 'order:created',
      OrderCancelled: 'order:cancelled',
      OrderCompleted: 'order:completed',
      OfferClosed: 'offer:closed',
      ExpirationComplete: 'expiration:complete',
      PaymentCreated: 'payment:created',
      PaymentRefunded: 'payment:refunded',
      PassUpdated: 'pass:updated',
      SessionEnded: 'session:ended',
      UserDeleted: 'user:deleted',
    });
  });

  it('has the statuses of an order', () => {
    expect(common.OrderStatus).toEqual({
      Created: 'created',
      AwaitingPayment: 'awaiting:payment',
      Complete: 'complete',
      Cancelled: 'cancelled',
    });
  });

  it('types each event as the course publishes it; our additional fields are optional', () => {
    const id = 'a'.repeat(24);
    const created: TicketCreatedEvent = {
      subject: Subjects.TicketCreated,
      data: { id, version: 0, title: 'Row 1', price: 20, userId: 'seller' },
    };
    const updated: TicketUpdatedEvent = {
      subject: Subjects.TicketUpdated,
      data: { ...created.data, version: 1, orderId: id },
    };
    const ordered: OrderCreatedEvent = {
      subject: Subjects.OrderCreated,
      data: {
        id,
        version: 0,
        status: common.OrderStatus.Created,
        userId: 'buyer',
        expiresAt: '2026-01-01T12:00:00.000Z',
        ticket: { id, price: 20 },
      },
    };
    const cancelled: OrderCancelledEvent = {
      subject: Subjects.OrderCancelled,
      data: { id, version: 1, ticket: { id } },
    };
    const completed: OrderCompletedEvent = {
      subject: Subjects.OrderCompleted,
      data: cancelled.data,
    };
    const expired: ExpirationCompleteEvent = {
      subject: Subjects.ExpirationComplete,
      data: { orderId: id },
    };
    const paid: PaymentCreatedEvent = {
      subject: Subjects.PaymentCreated,
      data: { id, orderId: id, stripeId: 'ch_1' },
    };
    const ended: SessionEndedEvent = {
      subject: Subjects.SessionEnded,
      data: { sids: ['a'], until: '2026-01-01T12:00:00.000Z' },
    };
    // @ts-expect-error An event has the fields of its subject only.
    expired.data.price = 20;

    for (const { subject, data } of [
      created,
      updated,
      ordered,
      cancelled,
      completed,
      paid,
      ended,
    ]) {
      expect(common.readDataOf(subject, data)).toMatchObject(data);
    }
  });

  it('has the status and the items of each error', () => {
    const errors = [
      new common.BadRequestError('Email in use'),
      new common.NotFoundError(),
      new common.NotAuthorizedError(),
      new common.RequestValidationError([
        { type: 'field', location: 'body', path: 'title', value: '', msg: 'Title is required' },
      ]),
      new common.DatabaseConnectionError(),
    ];

    expect(errors.every((error) => error instanceof common.CustomError)).toBe(true);
    expect(errors.map((error) => [error.statusCode, error.serializeErrors()])).toEqual([
      [400, [{ message: 'Email in use', code: 'BAD_REQUEST' }]],
      [404, [{ message: 'Not Found', code: 'NOT_FOUND' }]],
      [401, [{ message: 'Not authorized', code: 'NOT_AUTHORIZED' }]],
      [400, [{ message: 'Title is required', field: 'title', code: 'INVALID_REQUEST' }]],
      [500, [{ message: 'Error connecting to database', code: 'INTERNAL_ERROR' }]],
    ]);
  });

  it.each(
    [...values.object, ...values.class, ...values.middleware, ...events].filter(
      (name) => !forCourseReaders.includes(name),
    ),
  )('%s is imported by a service of ours', (name) => {
    expect(importedByServices()).toContain(name);
  });
});
