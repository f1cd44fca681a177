import { randomUUID } from 'node:crypto';

import type {
  AdmissionBody,
  DoorListBody,
  DoorStateBody,
  NewDoorBody,
  OrderCreatedEvent,
  PassBody,
  ReceivedData,
} from '@ticketing-dev/common';
import { deliver, signedIn } from '@ticketing-dev/common/testing';
import request from 'supertest';

import type { Ticket } from '../../src/domain/ticket';
import type { Offer } from '../../src/domain/tickets';
import { anOrder, anOrderId, completed, type TestService } from './service';

/** A ticket that `buyer` has bought, and its order. */
export interface Sold {
  readonly ticket: Ticket;
  readonly order: ReceivedData<OrderCreatedEvent>;
}

const offer: Offer = { title: 'Row 1', priceInCents: 2_000 };

/** Sells a ticket of `seller` to `buyer`. */
export async function sell(service: TestService, fields: Partial<Offer> = {}): Promise<Sold> {
  const ticket = await service.tickets.create('seller', { ...offer, ...fields });
  const order = anOrder(ticket);
  await deliver(service.hear.created, order);
  await deliver(service.hear.completed, completed(order));
  return { ticket, order };
}

/** The refund of an order, as the payments service says it. */
export const refund = ({ hear }: TestService, orderId: string) =>
  deliver(hear.refunded, { id: anOrderId(), version: 3, orderId, stripeId: 're_1', amount: 20 });

/** Asks for the pass of an order. */
export const getPass = (service: TestService, orderId: string, user = 'buyer') =>
  request(service.app).get(`/api/tickets/passes/${orderId}`).set('Cookie', signedIn(user));

/** The pass of an order, as its buyer sees it. */
export async function passOf(service: TestService, { order }: Sold): Promise<PassBody> {
  const { body } = await getPass(service, order.id).expect(200);
  return body as PassBody;
}

/** The code of a valid pass. */
export async function codeOf(service: TestService, sold: Sold): Promise<string> {
  const { code } = await passOf(service, sold);
  if (code === undefined) throw new Error('the pass has no code');
  return code;
}

/** Asks for a door for the event of a ticket. */
export const postDoor = (service: TestService, body: object, user = 'seller') =>
  request(service.app).post('/api/tickets/doors').set('Cookie', signedIn(user)).send(body);

/** What the staff of a door do. */
export interface TestDoor extends NewDoorBody {
  readonly tries: (body: object) => request.Test;
  readonly admits: (
    code: string,
    attempt?: { attemptId?: string; offlineAt?: string },
  ) => Promise<AdmissionBody>;
  readonly state: () => Promise<DoorStateBody>;
  readonly list: (body?: object) => Promise<DoorListBody>;
}

/** A new door for the event of a ticket. */
export async function openDoor(
  service: TestService,
  ticket: Ticket,
  fields: object = {},
): Promise<TestDoor> {
  const wanted = { ticketId: ticket.id, name: 'North gate', ...fields };
  const { body } = await postDoor(service, wanted).expect(201);
  const door = body as NewDoorBody;
  const send = (method: 'get' | 'post', path: string) =>
    request(service.app)[method](`/api/tickets/door${path}`).auth(door.token, { type: 'bearer' });
  const tries = (given: object) => send('post', '/admissions').send(given);
  return {
    ...door,
    tries,
    async admits(code, { attemptId = randomUUID(), ...rest } = {}) {
      return (await tries({ attemptId, code, ...rest }).expect(200)).body as AdmissionBody;
    },
    state: async () => (await send('get', '').expect(200)).body as DoorStateBody,
    list: async (given = {}) =>
      (await send('post', '/list').send(given).expect(200)).body as DoorListBody,
  };
}
