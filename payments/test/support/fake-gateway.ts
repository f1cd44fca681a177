import type { Clock } from '@ticketing-dev/common';

import type {
  AuthoriseAnswer,
  CaptureAnswer,
  ChargeRequest,
  FindAnswer,
  PaymentGateway,
  ReleaseAnswer,
} from '../../src/domain/payment-gateway';

/** A charge in the fake's ledger. */
export interface FakeCharge {
  readonly stripeId: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly amountInCents: number;
  state: 'held' | 'taken' | 'given back' | 'declined';
}

/** A call that can be disturbed, and the moments at which it can be. */
export type Moment = `${'before' | 'after'} ${'authorise' | 'find' | 'capture' | 'release'}`;

const dayMs = 24 * 60 * 60 * 1_000;
const unknown = (cause: string) => ({ kind: 'unknown', cause }) as const;

/** Stripe in memory: remembers keys for a day, replays their answers, and can be disturbed at every call. */
export class FakeGateway implements PaymentGateway {
  readonly charges: FakeCharge[] = [];
  /** What the next call for a charge answers instead of being done. */
  scripted: AuthoriseAnswer | undefined;
  /** Throwing there is a crash of ours; waiting there lets others go first. */
  at: (moment: Moment) => void | Promise<void> = () => undefined;
  /** Does what it is asked, and its answer is lost. */
  losesAnswers = false;
  isAway = false;
  /** What capturing answers instead of being done. */
  captureAnswer: CaptureAnswer | undefined;
  calls: string[] = [];
  readonly #keys = new Map<string, { readonly answer: AuthoriseAnswer; readonly at: Date }>();
  readonly #now: Clock;

  constructor(now: Clock) {
    this.#now = now;
  }

  async authorise(request: ChargeRequest): Promise<AuthoriseAnswer> {
    return this.#call('authorise', () => this.#authorise(request));
  }

  async find({ id }: { readonly id: string }): Promise<FindAnswer> {
    return this.#call('find', (): FindAnswer => {
      const charge = this.charges.find(({ paymentId }) => paymentId === id);
      if (!charge) return { kind: 'absent' };
      const { stripeId, state } = charge;
      return state === 'declined'
        ? { kind: 'refused', message: 'Your card was declined.' }
        : { kind: 'authorised', stripeId };
    });
  }

  async capture(_paymentId: string, stripeId: string): Promise<CaptureAnswer> {
    return this.#call('capture', (): CaptureAnswer => {
      if (this.captureAnswer) return this.captureAnswer;
      const charge = this.#charge(stripeId);
      if (charge.state === 'given back') return { kind: 'impossible', cause: 'given back' };
      charge.state = 'taken';
      return { kind: 'done' };
    });
  }

  async release(_paymentId: string, stripeId: string): Promise<ReleaseAnswer> {
    return this.#call('release', (): ReleaseAnswer => {
      this.#charge(stripeId).state = 'given back';
      return { kind: 'done' };
    });
  }

  /** Of the charges, those that stand for money of the buyer's. */
  live(): FakeCharge[] {
    return this.charges.filter(({ state }) => state === 'held' || state === 'taken');
  }

  async #call<T>(
    name: 'authorise' | 'find' | 'capture' | 'release',
    work: () => T,
  ): Promise<T | ReturnType<typeof unknown>> {
    this.calls.push(name);
    await this.at(`before ${name}`);
    if (this.isAway) return unknown('away');
    const answer = work();
    await this.at(`after ${name}`);
    return this.losesAnswers ? unknown('lost') : answer;
  }

  #authorise({ id, orderId, amountInCents, token }: ChargeRequest): AuthoriseAnswer {
    const { scripted } = this;
    this.scripted = undefined;
    if (scripted) return scripted;
    const known = this.#keys.get(id);
    if (known && this.#now().getTime() - known.at.getTime() < dayMs) return known.answer;
    const stripeId = `ch_${this.charges.length + 1}`;
    const isDeclined = token === 'tok_chargeDeclined';
    const state = isDeclined ? 'declined' : 'held';
    this.charges.push({ stripeId, paymentId: id, orderId, amountInCents, state });
    const answer: AuthoriseAnswer = isDeclined
      ? { kind: 'refused', message: 'Your card was declined.' }
      : { kind: 'authorised', stripeId };
    this.#keys.set(id, { answer, at: this.#now() });
    return answer;
  }

  #charge(stripeId: string): FakeCharge {
    const charge = this.charges.find((each) => each.stripeId === stripeId);
    if (!charge) throw new Error(`no charge ${stripeId}`);
    return charge;
  }
}
