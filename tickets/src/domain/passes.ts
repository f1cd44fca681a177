import { randomBytes } from 'node:crypto';

import {
  type AggregateStore,
  createTurns,
  DuplicateKeyError,
  type Id,
  type Logger,
  NotAuthorizedError,
  NotFoundError,
  OrderStatus,
  type ReplicaStore,
} from '@ticketing-dev/common';

import type { PassKey, SeatCode } from './codes';
import { eventKeyOf } from './event-key';
import type { Pass } from './pass';
import { passUpdated } from './pass-events';
import type { PassKeys } from './pass-keys';
import type { OrderCopy, Ticket } from './ticket';

const saltBytes = 16;

/** What passes depend on. */
export interface PassesDeps {
  readonly passes: AggregateStore<Pass>;
  readonly orders: Pick<ReplicaStore<OrderCopy>, 'find'>;
  readonly tickets: Pick<AggregateStore<Ticket>, 'find'>;
  readonly keys: PassKeys;
  readonly logger: Logger;
}

/** A pass, with its code while one is valid. */
export interface ShownPass {
  readonly pass: Pass;
  readonly code: SeatCode | undefined;
}

type SoldOrder = OrderCopy & { readonly userId: string };

export type Passes = ReturnType<typeof createPasses>;

/** The use cases of passes, except admission. */
export function createPasses({ passes, orders, tickets, keys, logger }: PassesDeps) {
  const inTurn = createTurns();

  /** @returns undefined unless the order is complete: nothing else earns a pass */
  const soldOrder = async (orderId: Id): Promise<SoldOrder | undefined> => {
    const order = await orders.find(orderId);
    return order && isSold(order) ? order : undefined;
  };

  /** The fields of a pass that change together with its code. */
  const newCode = (key: PassKey, seatId: Id, serial: number) => {
    const salt = randomBytes(saltBytes).toString('base64url');
    const { typedHash } = key.codeOf(seatId, serial, salt);
    return { serial, keyId: key.id, salt, typedHash };
  };

  /** Tries another code if another seat has the same code to type. With 60 bits, that is rare. */
  const withFreeCode = async <T>(
    seatId: Id,
    serial: number,
    write: (code: ReturnType<typeof newCode>) => Promise<T>,
    isTaken: () => Promise<T | undefined>,
  ): Promise<T> => {
    const { current } = await keys();
    for (;;) {
      try {
        return await write(newCode(current, seatId, serial));
      } catch (error) {
        if (!(error instanceof DuplicateKeyError)) throw error;
        const other = await isTaken();
        if (other) return other;
      }
    }
  };

  const findOrIssue = async (order: SoldOrder): Promise<Pass> =>
    (await passes.find(order.ticketId)) ?? issueFor(order);

  const issueFor = async (order: SoldOrder, known?: Ticket): Promise<Pass> => {
    const ticket = known ?? (await tickets.find(order.ticketId));
    if (!ticket)
      throw new Error(`an order was completed for the unknown ticket '${order.ticketId}'`);
    return withFreeCode(
      ticket.id,
      1,
      async (code) => {
        const pass: Pass = {
          id: ticket.id,
          version: 0,
          orderId: order.id,
          userId: order.userId,
          sellerId: ticket.userId,
          eventKey: eventKeyOf(ticket),
          title: ticket.title,
          ...(ticket.details && { details: ticket.details }),
          ...code,
          state: 'valid',
        };
        await passes.insert(pass, passUpdated);
        return pass;
      },
      // An earlier or a concurrent call has issued it.
      () => passes.find(ticket.id),
    );
  };

  /** A pass whose key is lost has no code that a door accepts. The new one has the next serial. */
  const renew = (id: Id): Promise<Pass> =>
    inTurn(id, async () => {
      const pass = await passes.find(id);
      if (!pass) throw new NotFoundError();
      if (pass.state !== 'valid' || (await keys()).find(pass.keyId)) return pass;
      return withFreeCode(
        id,
        pass.serial + 1,
        (code) => passes.transition(pass, code, passUpdated),
        () => Promise.resolve(undefined),
      );
    });

  return {
    /**
     * Issues the pass of a complete order, once.
     *
     * @param order as an event has it; read if it is not complete there, or lacks its buyer
     * @param ticket what the order reserves, if it was read since then; a reserved ticket is not edited
     */
    async issue(order: OrderCopy, ticket?: Ticket): Promise<Pass | undefined> {
      const sold = isSold(order) ? order : await soldOrder(order.id);
      return sold && issueFor(sold, ticket);
    },

    /**
     * The pass of an order, for its buyer. It is issued now if the event that issues it is still late: a code that was
     * never shown cannot have been used.
     */
    async show(orderId: Id, userId: string): Promise<ShownPass> {
      const order = await soldOrder(orderId);
      if (!order) throw new NotFoundError();
      if (order.userId !== userId) throw new NotAuthorizedError();
      const issued = await findOrIssue(order);
      if (issued.orderId !== orderId) throw new NotFoundError();
      const known = await keys();
      const pass = known.find(issued.keyId) ? issued : await renew(issued.id);
      const code =
        pass.state === 'valid' && known.find(pass.keyId)?.codeOf(pass.id, pass.serial, pass.salt);
      return { pass, code: code || undefined };
    },

    /** Makes the pass of a refunded order invalid. One that was used stays as it is, and the operator is told. */
    async revoke(orderId: Id): Promise<void> {
      const order = await soldOrder(orderId);
      // Thrown, so that the event is tried again when the order has arrived.
      if (!order) throw new Error(`a refund was received for the order '${orderId}', not complete`);
      // Issued first, because a late event or a buyer's request would issue a valid one.
      const { id } = await findOrIssue(order);
      await inTurn(id, async () => {
        const pass = await passes.find(id);
        if (pass?.orderId !== orderId || pass.state === 'revoked') return;
        if (pass.state === 'valid')
          await passes.transition(pass, { state: 'revoked' }, passUpdated);
        else logger.warn({ seatId: id, orderId }, 'an order was refunded after its pass was used');
      });
    },

    /** The passes of some orders. */
    async ofOrders(orderIds: readonly Id[]): Promise<ReadonlyMap<Id, Pass>> {
      if (orderIds.length === 0) return new Map();
      const found = await passes.query({
        where: { orderId: orderIds },
        order: 'newest first',
        limit: orderIds.length,
      });
      return new Map(found.map((pass) => [pass.orderId, pass]));
    },
  };
}

const isSold = (order: OrderCopy): order is SoldOrder =>
  order.status === OrderStatus.Complete && order.userId !== undefined;
