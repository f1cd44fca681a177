import type { Versioned } from '@ticketing-dev/common';
import {
  anId,
  hearAtOnce,
  manyHistories,
  MemoryAggregateStore,
  MemoryReplicaStore,
  type Step,
  stepsBy,
} from '@ticketing-dev/common/testing';
import fc from 'fast-check';

import type { Ticket } from '../../src/domain/ticket';
import { createTickets, type TicketsDeps } from '../../src/domain/tickets';

const seller = { id: anId('b'.repeat(24)), version: 3 };
const offer = { title: 'Row 1', priceInCents: 2_000 };

type DeletedUsers = TicketsDeps['deletedUsers'];

/** Takes the look after the insert away. */
const withoutLook = (users: DeletedUsers): DeletedUsers => ({
  keepNewest: (user) => users.keepNewest(user),
  find: () => Promise.resolve(undefined),
});

/** The two instances that race, and what runs between their steps. */
function setUp(change = (users: DeletedUsers) => users) {
  const steps: { at: Step } = { at: () => Promise.resolve() };
  const step: Step = (what) => steps.at(what);
  const tickets = new MemoryAggregateStore<Ticket>([], { step });
  const deletedUsers = change(new MemoryReplicaStore<Versioned>({ step }));
  const instance = () => createTickets({ tickets, orders: new MemoryReplicaStore(), deletedUsers });
  const onSale = () => tickets.all().filter(({ offSale }) => offSale === undefined);
  return { steps, creating: instance(), deleting: instance(), onSale };
}

/** Deletes the account immediately before one step of a request that puts a ticket on sale. */
async function deletedBefore(what: string, change?: (users: DeletedUsers) => DeletedUsers) {
  const { steps, creating, deleting, onSale } = setUp(change);
  steps.at = async (now) => {
    if (now !== what) return;
    steps.at = () => Promise.resolve();
    await deleting.takeAllOffSale(seller);
  };
  await creating.create(seller.id, offer);
  return onSale();
}

const atAnyMoment = (change?: (users: DeletedUsers) => DeletedUsers) =>
  fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const { steps, creating, deleting, onSale } = setUp(change);
    steps.at = stepsBy(scheduler);
    await hearAtOnce(
      scheduler,
      [
        () => creating.create(seller.id, offer),
        () => creating.create(seller.id, offer),
        () => deleting.takeAllOffSale(seller),
      ].map((act) => () => act().then(() => 'acked' as const)),
    );
    expect(onSale()).toEqual([]);
  });

describe('a ticket that is put on sale while the account is deleted', () => {
  it('goes off sale if the deletion is faster than the insert', async () => {
    expect(await deletedBefore('insert')).toEqual([]);
  });

  it('goes off sale if the insert is faster than the deletion', async () => {
    expect(await deletedBefore('find')).toEqual([]);
  });

  it('stays on sale without the look, if the deletion is faster', async () => {
    expect(await deletedBefore('insert', withoutLook)).toHaveLength(1);
  });

  it('goes off sale with any schedule', async () => {
    await fc.assert(atAnyMoment(), manyHistories);
  });

  it('would stay on sale with some schedule without the look', async () => {
    expect((await fc.check(atAnyMoment(withoutLook), manyHistories)).failed).toBe(true);
  });
});
