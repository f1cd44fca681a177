import type { UserSession } from '@ticketing-dev/auth/domain/user';
import { CustomError, type Id, OrderStatus, sessionSeconds, toId } from '@ticketing-dev/common';

import type { Order } from '@ticketing-dev/orders/domain/order';
import type { Outcome } from '@ticketing-dev/tickets/domain/admissions';
import { eventKeyOf } from '@ticketing-dev/tickets/domain/event-key';
import type { ShownPass } from '@ticketing-dev/tickets/domain/passes';

import type { SimulatedPlatform, SimulatedProcess, UseCases } from './platform';
import { declinedToken } from './stripe';

const buyers = ['Ann', 'Bob', 'Cid'] as const;
const seller = 'Sue';
/** 19.99 * 100 is 1998.9999999999998 in floats. */
const prices = [1_999, 2_500, 8_299] as const;
const tokens = ['tok_visa', 'tok_mastercard', declinedToken] as const;
export const firstTicket = { userId: seller, title: 'Seat', priceInCents: 1_999 } as const;

const doors = ['North gate', 'South gate'] as const;

interface Request {
  readonly from: string;
  readonly what: string;
  readonly service: string;
  send(useCases: UseCases): Promise<unknown> | undefined;
  /** Checks what a good answer promises. */
  check?(answer: unknown, useCases: UseCases): void;
}

/** People who use the shop. They do everything that may be done, in any order, and twice. */
export class Clients {
  readonly #members: { readonly userId: Id; readonly sessions: readonly UserSession[] }[] = [];

  constructor(private readonly platform: SimulatedPlatform) {}

  /** Buyers get accounts, with two sessions each. */
  async signUp(): Promise<void> {
    const { users, time } = this.platform;
    const endsAt = new Date(time + sessionSeconds * 1000);
    for (const email of buyers) {
      const sessions = ['home', 'work'].map((place) => ({ sid: `${email} at ${place}`, endsAt }));
      const user = { id: users.nextId(), version: 0, email, passwordHash: '', sessions };
      await users.insert(user);
      this.#members.push({ userId: user.id, sessions });
    }
  }

  /** Sends one request to one instance. */
  act(processes: readonly SimulatedProcess[]): void {
    const request = this.#next();
    if (!request) return;
    this.#sendToOne(request, processes);
  }

  #sendToOne(request: Request, processes: readonly SimulatedProcess[]): void {
    const { platform } = this;
    const instances = processes.filter(
      ({ isAlive, service }) => isAlive && service === request.service,
    );
    const instance = instances[platform.choose(Math.max(1, instances.length))];
    if (!instance) return;
    platform.log(() => `${request.from} ${request.what} at ${instance.name}`);
    void this.#send(request, instance);
  }

  /** A buyer orders a ticket if there is no open order. Otherwise most runs would end without a sold ticket. */
  orderOne(processes: readonly SimulatedProcess[]): void {
    const order = this.#openOrder() ? undefined : this.#order();
    if (order) this.#sendToOne(order, processes);
  }

  /** A buyer with an open order pays for it. */
  payForOne(processes: readonly SimulatedProcess[]): void {
    const order = this.#openOrder();
    if (order) this.#sendToOne(this.#payment(order, tokens[0]), processes);
  }

  #openOrder(): Order | undefined {
    return this.platform.orders.all().find(({ status }) => status === OrderStatus.Created);
  }

  #pick<T>(values: readonly T[]): T | undefined {
    return values[this.platform.choose(values.length || 1)];
  }

  #next(): Request | undefined {
    const kind = this.platform.choose(13);
    if (this.platform.areDoorsOpen) return kind < 3 ? this.#seePass() : this.#showCode();
    if (kind === 12) return this.#seePass();
    if (kind === 11) return this.#takeOffSale();
    if (kind === 10) return this.#signOut();
    if (kind < 4) return this.#order();
    if (kind === 9) return this.#edit();
    const order = this.#pick(this.platform.orders.all().filter(({ isClosing }) => !isClosing));
    if (!order) return undefined;
    const { id, userId } = order;
    if (kind === 8) return this.#cancel(id, this.#spell(id), userId);
    return this.#payment(order, this.#pick(tokens) ?? declinedToken);
  }

  #payment({ id, userId }: Order, token: string): Request {
    const orderId = this.#spell(id);
    const retry = this.#retry();
    return {
      from: userId,
      what: `pays for order ${orderId} with ${token}`,
      service: 'payments',
      send: ({ payments }) => payments?.pay({ userId, orderId, token, ...retry }),
    };
  }

  #order(): Request | undefined {
    const { orders, tickets } = this.platform;
    const userId = this.#pick(buyers) ?? seller;
    const id = this.#pick(tickets.all())?.id;
    if (id === undefined) return undefined;
    const ticketId = this.#spell(id);
    const retry = this.#retry();
    return {
      from: userId,
      what: `orders ticket ${ticketId}`,
      service: 'orders',
      send: ({ orders: useCases }) => useCases?.create({ userId, ticketId, ...retry }),
      check: (answer) => {
        if (orders.all().some((order) => order.id === (answer as { id: Id }).id)) return;
        this.platform.fail('2 No lost event', 'an order was answered and is not stored');
      },
    };
  }

  /** A buyer looks at the pass of an order, also of one that is not paid. */
  #seePass(): Request | undefined {
    const { platform } = this;
    const order = this.#pick(platform.orders.all().filter(({ isClosing }) => !isClosing));
    if (!order) return undefined;
    const beganMs = platform.tick();
    return {
      from: order.userId,
      what: `looks at the pass of order ${order.id}`,
      service: 'tickets',
      send: ({ passes }) => passes?.show(order.id, order.userId),
      check: (answer) => {
        const { pass } = answer as ShownPass;
        if (pass.state !== 'valid') return;
        const { id: seatId, serial } = pass;
        platform.answered.valid.push({ seatId, serial, beganMs, endedMs: platform.tick() });
      },
    };
  }

  /** A buyer shows the typed code at one of two doors. An attempt may be repeated. */
  #showCode(): Request | undefined {
    const { platform } = this;
    const pass = this.#pick(platform.passes.all());
    const name = this.#pick(doors);
    if (!pass || name === undefined) return undefined;
    const { id: seatId, serial, salt } = pass;
    const attemptId = `attempt ${platform.choose(2)} at ${name}`;
    const door = {
      id: seatId,
      version: 0,
      userId: seller,
      name,
      eventKey: eventKeyOf({ id: seatId, version: 0, ...firstTicket }),
      eventName: firstTicket.title,
      place: {},
      tokenHash: '',
      expiresAt: new Date(platform.time),
    };
    const beganMs = platform.tick();
    return {
      from: pass.userId,
      what: `shows the code of ${seatId} in ${attemptId}`,
      service: 'tickets',
      async send({ admissions }) {
        const { current } = await platform.passKeys();
        const code = current.codeOf(seatId, serial, salt).typed;
        return admissions?.admit(door, { attemptId, code });
      },
      check: (answer) => {
        const { result } = answer as Outcome;
        if (result !== 'admitted' && result !== 'used') return;
        const endedMs = platform.tick();
        platform.answered[result].push({ seatId, serial, attemptId, beganMs, endedMs });
      },
    };
  }

  #edit(): Request | undefined {
    const id = this.#pick(this.platform.tickets.all())?.id;
    if (id === undefined) return undefined;
    const ticketId = this.#spell(id);
    const priceInCents = this.#pick(prices) ?? 0;
    return {
      from: seller,
      what: `changes the price of ticket ${ticketId} to ${priceInCents} cents`,
      service: 'tickets',
      send: ({ tickets }) => tickets?.update(ticketId, seller, { title: 'Seat', priceInCents }),
    };
  }

  /** Rarely, because nothing can happen to a ticket after that. */
  #takeOffSale(): Request | undefined {
    if (this.platform.choose(8) !== 1) return undefined;
    const id = this.#pick(this.platform.tickets.all())?.id;
    if (id === undefined) return undefined;
    const ticketId = this.#spell(id);
    return {
      from: seller,
      what: `takes ticket ${ticketId} off sale`,
      service: 'tickets',
      send: ({ tickets }) => tickets?.takeOffSale(ticketId, seller),
    };
  }

  #cancel(id: Id, orderId: Id, userId: string): Request {
    const { platform } = this;
    return {
      from: userId,
      what: `cancels order ${orderId}`,
      service: 'orders',
      send: ({ orders }) => orders?.cancel(orderId, userId),
      check: () => {
        const order = platform.orders.all().find((each) => each.id === id);
        if (order?.status === OrderStatus.Cancelled) return;
        platform.fail('2 No lost event', `${id} was answered as cancelled and is not`);
      },
    };
  }

  /** Ends one session or all of the account's. Both may be sent twice. */
  #signOut(): Request | undefined {
    const { platform } = this;
    const member = this.#members[platform.choose(this.#members.length)];
    const session = member?.sessions[platform.choose(member.sessions.length)];
    if (!member || !session) return undefined;
    const { userId, sessions } = member;
    const isEverywhere = platform.choose(3) === 1;
    return {
      from: session.sid,
      what: isEverywhere ? 'signs out everywhere' : 'signs out',
      service: 'auth',
      send: ({ userSessions }) =>
        isEverywhere ? userSessions?.endAll(userId, session) : userSessions?.end(userId, session),
      check: (_answer, { ended }) => {
        platform.signedOut.push(...(isEverywhere ? sessions : [session]));
        if (session.endsAt.getTime() <= platform.time || ended?.has(session.sid) === true) return;
        platform.fail('Sessions end', `auth accepts the cookie of ${session.sid} after sign-out`);
      },
    };
  }

  /** The id as it enters the service: sent in lower case or in capitals, and then made canonical. */
  #spell(id: Id): Id {
    const sent = this.platform.choose(2) === 1 ? id.toUpperCase() : id;
    const entered = this.platform.trap?.idsAsSpelled === true ? (sent as Id) : toId(sent);
    if (entered === undefined) throw new Error(`'${sent}' is no id`);
    return entered;
  }

  /** A client that may retry sends a key. */
  #retry(): { readonly idempotencyKey?: string } {
    return this.platform.choose(2) === 1 ? { idempotencyKey: 'again' } : {};
  }

  async #send(request: Request, process: SimulatedProcess): Promise<void> {
    const { platform } = this;
    const log = (result: string): void =>
      platform.log(() => `${process.name} answers ${request.from}, who ${request.what}: ${result}`);
    try {
      const answer = await request.send(process.useCases);
      platform.answers.count(200);
      log('done');
      request.check?.(answer, process.useCases);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log(message);
      if (error instanceof CustomError) platform.answers.count(error.statusCode);
      else platform.fail('7 Errors are answers', message);
    }
  }
}
