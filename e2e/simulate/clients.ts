import { CustomError, type Id, OrderStatus, sessionSeconds, toId } from '@ticketing-dev/common';
import type { UserSession } from '@ticketing-dev/auth/domain/user';
import type { Order } from '@ticketing-dev/orders/domain/order';

import type { Answers } from '../kit/limits';
import type { SimProcess } from './process';
import type { Running } from './services';
import { declinedToken } from './stripe';
import type { Trap } from './traps/trap';
import type { World } from './world';

const buyers = ['Ann', 'Bob', 'Cid'] as const;
const seller = 'Sue';
/** 19.99 * 100 is 1998.9999999999998 in floats. */
const prices = [1_999, 2_500, 8_299] as const;
const tokens = ['tok_visa', 'tok_mastercard', declinedToken] as const;

interface Ask {
  readonly who: string;
  readonly what: string;
  readonly service: string;
  call(running: Running): Promise<unknown> | undefined;
  /** What a good answer promises; undefined where it is kept. */
  promised?(answer: unknown): string | undefined;
}

/** People at the shop. They do whatever may be done, in any order, and twice. */
export class Clients {
  readonly #signedIn: { readonly userId: Id; readonly sessions: readonly UserSession[] }[] = [];
  readonly #world: World;

  readonly #trap: Trap | undefined;

  constructor(
    world: World,
    trap: Trap | undefined,
    private readonly answers: Answers,
  ) {
    this.#world = world;
    this.#trap = trap;
  }

  /** Buyers make accounts, and sign in at two places each. */
  async signUp(): Promise<void> {
    const { users, time } = this.#world;
    const endsAt = new Date(time + sessionSeconds * 1000);
    for (const name of buyers) {
      const sessions = ['home', 'work'].map((place) => ({ sid: `${name} at ${place}`, endsAt }));
      const user = { id: users.nextId(), version: 0, email: name, passwordHash: '', sessions };
      await users.insert(user);
      this.#signedIn.push({ userId: user.id, sessions });
    }
  }

  /** Somebody does something. */
  act(running: readonly Running[]): void {
    const ask = this.#next();
    if (!ask) return;
    const instances = running.filter(
      ({ process }) => process.isAlive && process.service === ask.service,
    );
    const instance = instances[this.#world.choose(Math.max(1, instances.length))];
    if (!instance) return;
    this.#world.say(() => `${ask.who} ${ask.what} at ${instance.process.name}`);
    void this.#answerOf(ask, instance.process, ask.call(instance));
  }

  #next(): Ask | undefined {
    const { choose, orders, tickets } = this.#world;
    const kind = choose(11);
    if (kind === 10) return this.#signOut();
    const all = orders.all();
    const ticketIds = tickets.all().map(({ id }) => id);
    const pick = <T>(values: readonly T[]): T | undefined => values[choose(values.length || 1)];
    if (kind < 4) {
      const userId = pick(buyers) ?? seller;
      const ticketId = pick(ticketIds);
      if (ticketId === undefined) return undefined;
      const { sent, entered } = this.#spelled(ticketId);
      const attempt = this.#attempt();
      return {
        who: userId,
        what: `orders ticket ${sent}`,
        service: 'orders',
        call: ({ orders: useCases }) => useCases?.create({ userId, ticketId: entered, ...attempt }),
        promised: (answer) =>
          orders.all().some(({ id }) => id === (answer as Order | undefined)?.id)
            ? undefined
            : 'an order that was answered is not there',
      };
    }
    if (kind === 9) {
      const ticketId = pick(ticketIds);
      if (ticketId === undefined) return undefined;
      const { sent, entered } = this.#spelled(ticketId);
      const priceInCents = pick(prices) ?? 0;
      return {
        who: seller,
        what: `asks ${priceInCents} cents for ticket ${sent}`,
        service: 'tickets',
        call: ({ tickets: useCases }) =>
          useCases?.update(entered, seller, { title: 'Seat', priceInCents }),
      };
    }
    const order = pick(all);
    if (!order) return undefined;
    const { id, userId } = order;
    const { sent, entered } = this.#spelled(id);
    if (kind < 8) {
      const token = pick(tokens) ?? declinedToken;
      const attempt = this.#attempt();
      return {
        who: userId,
        what: `pays for order ${sent} with ${token}`,
        service: 'payments',
        call: ({ payments }) => payments?.pay({ userId, orderId: entered, token, ...attempt }),
      };
    }
    return {
      who: userId,
      what: `cancels order ${sent}`,
      service: 'orders',
      call: ({ orders: useCases }) => useCases?.cancel(entered, userId),
      promised: () =>
        orders.all().find((each) => each.id === id)?.status === OrderStatus.Cancelled
          ? undefined
          : `${id} was answered as cancelled and is not`,
    };
  }

  /** Somebody signs out: here, or everywhere. A click may come twice. */
  #signOut(): Ask | undefined {
    const world = this.#world;
    const { choose, signedOut } = world;
    const one = this.#signedIn[choose(this.#signedIn.length)];
    const session = one?.sessions[choose(one.sessions.length)];
    if (!one || !session) return undefined;
    const isEverywhere = choose(3) === 1;
    const ending = isEverywhere ? one.sessions : [session];
    let asked: Running | undefined;
    return {
      who: session.sid,
      what: isEverywhere ? 'signs out everywhere' : 'signs out',
      service: 'auth',
      call(running) {
        asked = running;
        return isEverywhere
          ? running.userSessions?.endAll(one.userId, session)
          : running.userSessions?.end(one.userId, session);
      },
      promised: () => {
        signedOut.push(...ending);
        const isRefused = session.endsAt.getTime() <= world.time || asked?.ended?.has(session.sid);
        if (isRefused !== true) {
          world.breaks('Sessions end.', `auth takes ${session.sid}'s cookie, whom it signed out`);
        }
        return undefined;
      },
    };
  }

  /** An id in lower case or in capitals, as it is sent, and as it enters the service. */
  #spelled(id: Id): { readonly sent: string; readonly entered: Id } {
    const sent = this.#world.choose(2) === 1 ? id.toUpperCase() : id;
    const entered = this.#trap?.idsAsSpelled === true ? (sent as Id) : toId(sent);
    if (entered === undefined) throw new Error(`'${sent}' is no id`);
    return { sent, entered };
  }

  /** A client that may ask again gives its attempt a name. */
  #attempt(): { readonly idempotencyKey?: string } {
    return this.#world.choose(2) === 1 ? { idempotencyKey: 'again' } : {};
  }

  async #answerOf(
    ask: Ask,
    process: SimProcess,
    answer: Promise<unknown> | undefined,
  ): Promise<void> {
    const world = this.#world;
    try {
      const value = await answer;
      this.answers.count(200);
      world.say(() => `${process.name} tells ${ask.who}, who ${ask.what}: done`);
      const broken = ask.promised?.(value);
      if (broken !== undefined) world.breaks('No lost event.', broken);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      world.say(() => `${process.name} tells ${ask.who}, who ${ask.what}: ${message}`);
      if (error instanceof CustomError) this.answers.count(error.statusCode);
      else world.breaks('Errors are answers.', message);
    }
  }
}

export const firstTicket = { userId: seller, title: 'Seat', priceInCents: 1_999 } as const;
