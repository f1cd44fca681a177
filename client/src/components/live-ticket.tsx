'use client';

import { VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type ComponentProps, useEffect, useEffectEvent } from 'react';

import { useFormats } from '@/hooks/use-formats';
import { useLiveTicket } from '@/hooks/use-live-ticket';
import { ticketNews } from '@/lib/ticket-news';

import { TicketDetails } from './ticket-details';

type Props = ComponentProps<typeof TicketDetails>;

/** The page of a ticket that changes with the ticket, without a reload. */
export function LiveTicket({ ticket: first, ...others }: Props) {
  const t = useTranslations('ticket');
  const formats = useFormats();
  const live = useLiveTicket(first);
  const isHeldAnew = live.orderId !== undefined && live.orderId !== first.orderId;
  const router = useRouter();

  // The visitor may have ordered the ticket in another tab. Only a reload of the page tells whose order it is.
  const onReturn = useEffectEvent(() => {
    if (isHeldAnew && others.isSignedIn && !document.hidden) router.refresh();
  });
  useEffect(() => {
    document.addEventListener('visibilitychange', onReturn);
    return () => {
      document.removeEventListener('visibilitychange', onReturn);
    };
  }, []);

  // A seller's own edit comes back on the stream. Showing it would reset the form that is being edited.
  const isSame = live.orderId === first.orderId && live.sold === first.sold;
  const ticket = others.isSeller && isSame && live.offSale === first.offSale ? first : live;

  return (
    <>
      <TicketDetails {...others} ticket={ticket} ownOrder={isHeldAnew ? null : others.ownOrder} />
      <VisuallyHidden role="status">{ticketNews(first, ticket, t, formats)}</VisuallyHidden>
    </>
  );
}
