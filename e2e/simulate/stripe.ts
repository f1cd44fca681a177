import {
  httpClientOf,
  keyOf,
  Ledger,
  type StripeAnswer,
  type StripeRequest,
  withFailure,
} from '@ticketing-dev/local/stripe';
import type { PaymentGateway } from '@ticketing-dev/payments/domain/payment-gateway';
import { createStripeGateway } from '@ticketing-dev/payments/gateway/stripe';
import { createStripeClient } from '@ticketing-dev/payments/gateway/stripe-client';

import type { Charge } from '../kit/ledger';
import type { SimulatedPlatform, SimulatedProcess } from './platform';

/** A request that was sent. Its sender may time out, or crash, before it takes effect. */
export interface Call {
  readonly process: SimulatedProcess;
  readonly what: string;
  readonly sentAt: number;
  /** Takes effect, unless the fault prevents it. */
  land(fault: Fault): void;
}

/** What can happen to a call. The first is no fault. */
export const faults = [
  'answers',
  'does it, and its answer is lost',
  'is not reached',
  'is not waited for any longer',
  'does it and answers 500, for ever',
  'answers 500, for ever',
] as const;
export type Fault = (typeof faults)[number];

export const declinedToken = 'tok_chargeDeclined';

/** The stand-in's ledger. Payments' own gateway sends requests to it, and the scheduler decides when they arrive. */
export class FakeStripe {
  readonly calls: Call[] = [];
  readonly #ledger: Ledger;
  readonly #platform: SimulatedPlatform;

  constructor(platform: SimulatedPlatform) {
    let lastId = 0;
    this.#platform = platform;
    this.#ledger = new Ledger({
      now: () => new Date(platform.time),
      newId: (prefix) => `${prefix}_${(lastId += 1)}`,
    });
  }

  /** All charges that were not declined. */
  get charges(): readonly Charge[] {
    return this.#ledger.charges.filter(({ status }) => status === 'succeeded');
  }

  gateway(process: SimulatedProcess): PaymentGateway {
    return createStripeGateway(
      createStripeClient(
        { key: 'sk_test_simulation', url: undefined },
        httpClientOf((request) => this.#send(process, request)),
      ),
    );
  }

  #send(process: SimulatedProcess, request: StripeRequest): Promise<StripeAnswer> {
    return new Promise((resolve, reject) => {
      let isAwaited = true;
      const end = (settle: () => void): void => {
        if (isAwaited && process.isAlive) settle();
        isAwaited = false;
      };
      const fail = (): void => end(() => reject(new Error('no answer')));
      const call: Call = {
        process,
        what: [request.method, request.path, keyOf(request)].join(' '),
        sentAt: this.#platform.time,
        land: (fault) => {
          if (fault === 'is not waited for any longer' && isAwaited) {
            fail();
            return;
          }
          this.calls.splice(this.calls.indexOf(call), 1);
          if (fault === 'is not reached') {
            fail();
            return;
          }
          const answer = this.#ledger.answer(failing(request, fault));
          this.#platform.check();
          if (fault === 'does it, and its answer is lost') fail();
          else end(() => resolve(answer));
        },
      };
      this.calls.push(call);
    });
  }
}

function failing(request: StripeRequest, fault: Fault): StripeRequest {
  if (fault === 'does it and answers 500, for ever') return withFailure(request, '500 after');
  if (fault === 'answers 500, for ever') return withFailure(request, '500 before');
  return request;
}
