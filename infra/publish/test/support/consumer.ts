/** What somebody else's service may write: every entry point, by its types. */
export const consumerSource = `
import { AppError, createHttpApp, type Listener, statusOf, toDollars } from '@ticketing-dev/common';
import { type DataOf, type Id, OrderStatus, readDataOf, type Subject, subjects, toId } from '@ticketing-dev/common/contracts';
import { aggregateSchema, MongoAggregateStore } from '@ticketing-dev/common/mongo';
import { deliver, MemoryBus, signedIn } from '@ticketing-dev/common/testing';

const subject: Subject = 'order:cancelled';
const titleOf = (data: DataOf<'ticket:created'>): string => data.title;
const hear = (listener: Listener<'ticket:created'>) => listener.subject;
// @ts-expect-error An event has no other fields than its own.
const priceOf = (data: DataOf<'expiration:complete'>) => data.price;

const functions = [createHttpApp, statusOf, aggregateSchema, MongoAggregateStore, deliver, MemoryBus, signedIn, titleOf, hear, priceOf];
if (!functions.every((one) => typeof one === 'function')) throw new Error('an export is missing');
const orderId: Id | undefined = toId('B'.repeat(24));
const { orderId: read } = readDataOf('expiration:complete', { orderId: 'B'.repeat(24) });
if (!subjects.includes(subject) || orderId !== read) throw new Error('the contracts are wrong');
if (toDollars(1999) !== 19.99 || !(AppError.prototype instanceof Error)) throw new Error('the values are wrong');
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
