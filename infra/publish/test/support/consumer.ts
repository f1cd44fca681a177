/** A service of somebody else, which uses every entry point and its types. */
export const consumerSource = `
import { BadRequestError, createHttpApp, DurableListener, type ExpirationCompleteEvent, Subjects, type TicketCreatedEvent, toDollars } from '@ticketing-dev/common';
import { createClient } from '@ticketing-dev/common/client';
import { type Id, OrderStatus, subjects, toId } from '@ticketing-dev/common/contracts';
import { aggregateSchema, MongoAggregateStore } from '@ticketing-dev/common/mongo';
import { createNatsBus } from '@ticketing-dev/common/nats';
import { eventSchemas, readDataOf } from '@ticketing-dev/common/schemas';
import { deliver, MemoryBus, signedIn } from '@ticketing-dev/common/testing';

const subject: Subjects = 'order:cancelled';
const titleOf = (data: TicketCreatedEvent['data']): string => data.title;
const subjectOf = (listener: DurableListener<TicketCreatedEvent>) => listener.subject;
// @ts-expect-error An event has no other fields than its own.
const priceOf = (data: ExpirationCompleteEvent['data']) => data.price;

const functions = [createClient, createHttpApp, createNatsBus, aggregateSchema, MongoAggregateStore, deliver, MemoryBus, signedIn, titleOf, subjectOf, priceOf];
if (!functions.every((one) => typeof one === 'function')) throw new Error('an export is missing');
const orderId: Id | undefined = toId('B'.repeat(24));
const { orderId: read } = readDataOf('expiration:complete', { orderId: 'B'.repeat(24) });
if (Object.keys(eventSchemas).length !== subjects.length) throw new Error('a schema is missing');
if (!subjects.includes(subject) || orderId !== read) throw new Error('the contracts are wrong');
if (toDollars(1999) !== 19.99 || !(new BadRequestError('x') instanceof Error)) throw new Error('the values are wrong');
console.log('used', OrderStatus.Created);
`;

export const consumerManifest = (dependencies: Readonly<Record<string, string>>) => ({
  name: 'consumer',
  version: '1.0.0',
  private: true,
  type: 'commonjs',
  dependencies,
});

export const consumerTsconfig = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    outDir: 'dist',
    types: ['node'],
  },
  include: ['use.ts'],
};
