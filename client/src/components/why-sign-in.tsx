import type { TicketBody } from '@ticketing-dev/common/contracts';

import { formatPrice } from '@/lib/format';

interface Props {
  readonly how: 'Sign in' | 'Sign up';
  readonly ticket: TicketBody;
}

/** Why a visitor who wants to buy a ticket is asked to sign in. */
export function WhySignIn({ how, ticket }: Props) {
  return (
    <>
      {how} to buy “<bdi>{ticket.title}</bdi>”, {formatPrice(ticket.price)}. We then hold it for you
      while you pay.
    </>
  );
}
