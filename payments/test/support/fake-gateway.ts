import type { Clock } from '@ticketing-dev/common';
import { httpClientOf, Ledger, testCards } from '@ticketing-dev/local/stripe';

import type {
  AuthoriseAnswer,
  CaptureAnswer,
  ChargeRequest,
  FindAnswer,
  PaymentGateway,
  RefundAnswer,
  ReleaseAnswer,
  Unknown,
} from '../../src/domain/payment-gateway';
import { createStripeGateway } from '../../src/gateway/stripe';
import { createStripeClient } from '../../src/gateway/stripe-client';

type Call = 'authorise' | 'find' | 'capture' | 'release' | 'refund';

/** Before and after a call, where a test can do something. */
export type Moment = `${'before' | 'after'} ${Call}`;

/** The tokens of cards that Stripe accepts, more than ten. */
export const cards = [...testCards].filter(([, { decline }]) => !decline).map(([token]) => token);

const unknown = (cause: string): Unknown => ({ kind: 'unknown', cause });

/** The gateway on the stand-in's ledger, in this process. Its calls can fail. */
export class FakeGateway implements PaymentGateway {
  /** What the next call for a charge answers instead of being done. */
  scripted: AuthoriseAnswer | undefined;
  /** An error there is a crash of ours. A promise there delays the call. */
  at: (moment: Moment) => void | Promise<void> = () => undefined;
  /** Stripe does what it is asked, and its answer is lost. */
  losesAnswers = false;
  isAway = false;
  /** What capturing answers instead of being done. */
  captureAnswer: CaptureAnswer | undefined;
  /** What refunding answers instead of being done. */
  refundAnswer: RefundAnswer | undefined;
  calls: Call[] = [];
  readonly #ledger: Ledger;
  readonly #gateway: PaymentGateway;

  constructor(now: Clock) {
    let lastId = 0;
    const ledger = new Ledger({ now, newId: (prefix) => `${prefix}_${(lastId += 1)}` });
    this.#ledger = ledger;
    this.#gateway = createStripeGateway(
      createStripeClient(
        { key: 'sk_test_fake', url: undefined },
        httpClientOf((request) => Promise.resolve(ledger.answer(request))),
      ),
    );
  }

  get charges() {
    return this.#ledger.charges.map(({ id, amount, metadata, status, refunded, captured }) => ({
      stripeId: id,
      paymentId: metadata['paymentId'],
      orderId: metadata['orderId'],
      amountInCents: amount,
      state:
        status === 'failed'
          ? 'declined'
          : refunded
            ? captured
              ? 'refunded'
              : 'released'
            : captured
              ? 'captured'
              : 'held',
    }));
  }

  /** The charges that are held or captured. */
  live() {
    return this.charges.filter(({ state }) => state === 'held' || state === 'captured');
  }

  authorise(request: ChargeRequest): Promise<AuthoriseAnswer> {
    return this.#call('authorise', () => {
      const { scripted } = this;
      this.scripted = undefined;
      return scripted ?? this.#gateway.authorise(request);
    });
  }

  find(payment: Parameters<PaymentGateway['find']>[0]): Promise<FindAnswer> {
    return this.#call('find', () => this.#gateway.find(payment));
  }

  capture(...charge: Parameters<PaymentGateway['capture']>): Promise<CaptureAnswer> {
    return this.#call('capture', () => this.captureAnswer ?? this.#gateway.capture(...charge));
  }

  release(...charge: Parameters<PaymentGateway['release']>): Promise<ReleaseAnswer> {
    return this.#call('release', () => this.#gateway.release(...charge));
  }

  refund(...charge: Parameters<PaymentGateway['refund']>): Promise<RefundAnswer> {
    return this.#call('refund', () => this.refundAnswer ?? this.#gateway.refund(...charge));
  }

  async #call<T>(name: Call, send: () => T | Promise<T>): Promise<T | Unknown> {
    this.calls.push(name);
    await this.at(`before ${name}`);
    if (this.isAway) return unknown('away');
    const answer = await send();
    await this.at(`after ${name}`);
    return this.losesAnswers ? unknown('lost') : answer;
  }
}
