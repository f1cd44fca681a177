import type {
  AuthoriseAnswer,
  CaptureAnswer,
  FindAnswer,
  PaymentGateway,
  ReleaseAnswer,
  Unknown,
} from '@ticketing-dev/payments/domain/payment-gateway';

import type { SimProcess } from './process';
import type { World } from './world';

export interface Charge {
  readonly id: string;
  readonly orderId: string;
  readonly paymentId: string;
  readonly amount: number;
  captured: boolean;
  refunded: boolean;
}

/** A call that was sent. Its caller may give up, or die, before it takes effect. */
export interface Call {
  readonly process: SimProcess;
  readonly what: string;
  readonly sentAt: number;
  isAwaited: boolean;
  /** Takes effect; the answer is kept under its key, a failure included. */
  land(fault: Fault): void;
  giveUp(): void;
}

/** What may go wrong with a call, the tame one first. */
export const faults = [
  'answers',
  'does it, and its answer is lost',
  'is not reached',
  'is not waited for any longer',
  'does it and answers 500, for ever',
  'answers 500, for ever',
] as const;
export type Fault = (typeof faults)[number];

const unknown: Unknown = { kind: 'unknown', cause: 'no answer' };
const keyLifeMs = 24 * 60 * 60 * 1000;
export const declinedToken = 'tok_declined';

/** Stripe behind the gateway's port: charges by key, answers that get lost, failures that are replayed. */
export class FakeStripe {
  readonly charges: Charge[] = [];
  readonly calls: Call[] = [];
  readonly #keys = new Map<string, { readonly answer: AuthoriseAnswer; readonly at: number }>();
  readonly #world: World;
  #lastId = 0;

  constructor(world: World) {
    this.#world = world;
  }

  gateway(process: SimProcess): PaymentGateway {
    return {
      authorise: ({ id, orderId, amountInCents, token }) =>
        this.#call<AuthoriseAnswer>(process, `authorise ${id}`, (fault) => {
          const saved = this.#keys.get(id);
          if (saved && this.#world.time - saved.at < keyLifeMs) return saved.answer;
          const answer = this.#authorise(id, orderId, amountInCents, token, fault);
          const isFault = fault === 'answers 500, for ever' || fault.startsWith('does it and');
          const kept: AuthoriseAnswer = isFault ? { kind: 'spent', cause: 'replayed' } : answer;
          this.#keys.set(id, { answer: kept, at: this.#world.time });
          // The first time it is a failure like any other.
          return isFault ? unknown : answer;
        }),
      find: ({ id, orderId }) =>
        this.#call<FindAnswer>(process, `find ${id}`, () => {
          const charge = this.charges.find(
            (each) => each.orderId === orderId && each.paymentId === id,
          );
          if (!charge) return { kind: 'absent' };
          return charge.refunded
            ? { kind: 'refused', message: 'The payment was released' }
            : { kind: 'authorised', stripeId: charge.id };
        }),
      capture: (paymentId, stripeId) =>
        this.#call<CaptureAnswer>(process, `capture ${paymentId}`, () => {
          const charge = this.charges.find(({ id }) => id === stripeId);
          if (!charge || charge.refunded) return { kind: 'impossible', cause: 'released' };
          charge.captured = true;
          this.#world.check();
          return { kind: 'done' };
        }),
      release: (paymentId, stripeId) =>
        this.#call<ReleaseAnswer>(process, `release ${paymentId}`, () => {
          const charge = this.charges.find(({ id }) => id === stripeId);
          if (!charge) return { kind: 'unknown', cause: 'no such charge' };
          charge.refunded = true;
          return { kind: 'done' };
        }),
    };
  }

  #authorise(
    paymentId: string,
    orderId: string,
    amount: number,
    token: string,
    fault: Fault,
  ): AuthoriseAnswer {
    if (token === declinedToken) return { kind: 'refused', message: 'Your card was declined.' };
    if (fault === 'answers 500, for ever') return unknown;
    const id = `ch_${++this.#lastId}`;
    this.charges.push({ id, orderId, paymentId, amount, captured: false, refunded: false });
    return { kind: 'authorised', stripeId: id };
  }

  #call<A>(process: SimProcess, what: string, effect: (fault: Fault) => A): Promise<A | Unknown> {
    return new Promise((resolve) => {
      const answer = (result: A | Unknown): void => {
        if (call.isAwaited && process.isAlive) resolve(result);
        call.isAwaited = false;
      };
      const done = (): void => void this.calls.splice(this.calls.indexOf(call), 1);
      const call: Call = {
        process,
        what,
        sentAt: this.#world.time,
        isAwaited: true,
        giveUp: () => answer(unknown),
        land: (fault) => {
          if (fault === 'is not waited for any longer' && call.isAwaited) {
            answer(unknown);
            return;
          }
          done();
          if (fault === 'is not reached') {
            answer(unknown);
            return;
          }
          const result = effect(fault);
          answer(fault === 'does it, and its answer is lost' ? unknown : result);
        },
      };
      this.calls.push(call);
    });
  }
}
