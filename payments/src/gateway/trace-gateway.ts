import { inSpan, SpanKind } from '@ticketing-dev/common';

import type { PaymentGateway } from '../domain/payment-gateway';

/** Makes a span of each call to Stripe. It has the outcome, and neither token nor card. */
export function traceGateway(gateway: PaymentGateway): PaymentGateway {
  const traced = <A extends { readonly kind: string }>(
    name: string,
    paymentId: string,
    call: () => Promise<A>,
  ): Promise<A> =>
    inSpan(
      `stripe ${name}`,
      { kind: SpanKind.CLIENT, attributes: { 'ticketing.payment.id': paymentId } },
      async (span) => {
        const answer = await call();
        span.setAttribute('ticketing.outcome', answer.kind);
        return answer;
      },
    );

  return {
    authorise: (request) => traced('authorise', request.id, () => gateway.authorise(request)),
    find: (payment) => traced('find', payment.id, () => gateway.find(payment)),
    capture: (id, stripeId) => traced('capture', id, () => gateway.capture(id, stripeId)),
    release: (id, stripeId) => traced('release', id, () => gateway.release(id, stripeId)),
    refund: (id, stripeId) => traced('refund', id, () => gateway.refund(id, stripeId)),
  };
}
