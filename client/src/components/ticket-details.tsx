import { Stack, Text, Title } from '@mantine/core';
import type { OrderBody, TicketBody } from '@ticketing-dev/common/contracts';

import { hasStarted } from '@/lib/event-and-seat';
import { formatPrice } from '@/lib/format';
import type { SellerFacts } from '@/lib/seller-facts';

import { BuyButton } from './buy-button';
import { EditTicket } from './edit-ticket';
import { LinkButton } from './link-button';
import { Panel } from './panel';
import { SellerLine } from './seller-line';
import { TakeOffSale } from './take-off-sale';
import { TicketBadge } from './ticket-badge';
import { TicketHeading } from './ticket-heading';
import { WhileChecking } from './while-checking';

interface Props {
  readonly ticket: TicketBody;
  readonly isSeller: boolean;
  readonly isSignedIn?: boolean;
  /** The visitor's order that reserves the ticket. */
  readonly ownOrder: OrderBody | null;
  /** For a ticket that can be bought. */
  readonly seller?: SellerFacts | null;
}

export function TicketDetails({ ticket, isSeller, isSignedIn = false, ownOrder, seller }: Props) {
  const isReserved = ticket.orderId !== undefined;
  const isOver = hasStarted(ticket);

  return (
    <WhileChecking>
      <Panel
        heading={
          <TicketHeading
            title={ticket.title}
            price={ticket.price}
            details={ticket}
            kicker={isSeller ? 'Your ticket' : 'Ticket'}
            badge={<TicketBadge ticket={ticket} />}
          />
        }
      >
        {isReserved ? (
          <ReservedTicket ticket={ticket} isSeller={isSeller} ownOrder={ownOrder} />
        ) : ticket.offSale ? (
          <Ended
            text={isSeller ? sellersWordsOff(ticket) : 'This ticket is no longer on sale.'}
            isSeller={isSeller}
          />
        ) : isSeller ? (
          <Stack>
            <Title order={2} size="h3">
              Edit your ticket
            </Title>
            {isOver && (
              <Text>
                The event has started, so nobody can buy this ticket. Correct the start if it is
                wrong.
              </Text>
            )}
            <EditTicket key={ticket.version} ticket={ticket} />
            <TakeOffSale ticketId={ticket.id} isHeld={false} />
          </Stack>
        ) : isOver ? (
          <Ended text="This event has started, so its ticket can no longer be bought." />
        ) : (
          <Stack gap="sm">
            {seller && <SellerLine seller={seller} />}
            <BuyButton ticketId={ticket.id} price={ticket.price} isSignedIn={isSignedIn} />
          </Stack>
        )}
      </Panel>
    </WhileChecking>
  );
}

function ReservedTicket({ ticket, isSeller, ownOrder }: Props) {
  if (ownOrder) {
    return (
      <Stack>
        <Text>{ownWords(ticket, isSeller)}</Text>
        <LinkButton href={`/orders/${ownOrder.id}`}>Go to your order</LinkButton>
      </Stack>
    );
  }
  const mayEnd = isSeller && !ticket.sold && !ticket.offSale;
  return (
    <Stack>
      <Ended text={isSeller ? sellersWords(ticket) : visitorsWords(ticket)} />
      {mayEnd && <TakeOffSale ticketId={ticket.id} isHeld />}
    </Stack>
  );
}

function Ended({ text, isSeller = false }: { text: string; isSeller?: boolean }) {
  return (
    <Stack>
      <Text>{text}</Text>
      {isSeller && <LinkButton href="/tickets/new">Sell a ticket</LinkButton>}
      <LinkButton href="/" variant="default">
        See tickets on sale
      </LinkButton>
    </Stack>
  );
}

function sellersWordsOff({ offSale }: TicketBody): string {
  return offSale === 'done'
    ? 'You have taken this ticket off sale. To sell it again, put it on sale as a new ticket.'
    : 'This ticket is being taken off sale. Nobody can see it in the list any more.';
}

/** For the buyer. */
function ownWords({ sold }: TicketBody, isSeller: boolean): string {
  if (sold) return isSeller ? 'You bought your own ticket.' : 'You bought this ticket.';
  return isSeller ? 'You are buying your own ticket.' : 'This ticket is reserved for you.';
}

function sellersWords({ sold, heldUntil, price, offSale }: TicketBody): string {
  if (sold) return `Your ticket is sold, for ${formatPrice(price)}.`;
  if (offSale)
    return 'Somebody is buying your ticket. If they do not pay in time, it goes off sale, as you asked.';
  return heldUntil
    ? 'Somebody is buying your ticket. It cannot be edited now. If they do not pay in time, it will be on sale again.'
    : 'Somebody is buying your ticket, or has bought it. It cannot be edited now.';
}

function visitorsWords({ sold, heldUntil, offSale }: TicketBody): string {
  if (sold) return 'This ticket is sold.';
  if (offSale) return 'Somebody else is buying this ticket.';
  return heldUntil
    ? 'Somebody else is buying this ticket. If they do not pay in time, it will be on sale again.'
    : 'Somebody else has reserved this ticket.';
}
