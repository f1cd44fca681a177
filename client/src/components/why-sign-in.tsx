import type { TicketBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';

import { useFormats } from '@/hooks/use-formats';

interface Props {
  readonly how: 'signIn' | 'signUp';
  readonly ticket: TicketBody;
}

/** Why a visitor who wants to buy a ticket is asked to sign in. */
export function WhySignIn({ how, ticket }: Props) {
  const t = useTranslations('auth');
  const formats = useFormats();
  return t.rich('why', {
    how,
    title: ticket.title,
    price: formats.price(ticket.price),
    b: (text) => <bdi>{text}</bdi>,
  });
}
