'use client';

import { Stack, Text, Title } from '@mantine/core';
import type { OrderBody, TicketBody } from '@ticketing-dev/common/contracts';
import dynamic from 'next/dynamic';

import { hasStarted } from '@/lib/event-and-seat';
import { formatPrice } from '@/lib/format';
import type { SellerFacts } from '@/lib/seller-facts';

import { BuyBox } from './buy-box';
import { BuyButton } from './buy-button';
import { LinkButton } from './link-button';
import { BuyingNotes, SellingNotes } from './notes';
import { OtherTickets } from './other-tickets';
import { Panel } from './panel';
import { SellerLine } from './seller-line';
import { TicketBadge } from './ticket-badge';
import classes from './ticket-details.module.css';
import { TicketHeading } from './ticket-heading';
import { TwoColumns } from './two-columns';
import { WhileChecking } from './while-checking';

interface Props {
  readonly ticket: TicketBody;
  readonly isSeller: boolean;
  readonly isSignedIn?: boolean;
  /** The visitor's order that reserves the ticket. */
  readonly ownOrder: OrderBody | null;
  /** For a ticket that can be bought. */
  readonly seller?: SellerFacts | null;
  readonly holdSeconds?: number;
  /** Tickets to buy if this one cannot be bought. */
  readonly others?: readonly TicketBody[];
}

// Only sellers load them.
const EditTicket = dynamic(async () => (await import('./edit-ticket')).EditTicket);
const TakeOffSale = dynamic(async () => (await import('./take-off-sale')).TakeOffSale);

const quarterOfAnHour = 15 * 60;

export function TicketDetails(props: Props) {
  const { ticket, isSeller, seller, others = [] } = props;
  const mayEdit = isSeller && ticket.orderId === undefined && !ticket.offSale;

  return (
    <WhileChecking>
      <TwoColumns
        head={
          <TicketHeading
            ticket={ticket}
            kicker={isSeller && 'Your ticket'}
            badge={<TicketBadge ticket={ticket} />}
          />
        }
        side={
          <BuyBox
            price={ticket.price}
            about={
              <>
                {ticket.faceValue !== undefined && (
                  <Text size="sm" c="dimmed">
                    Face value {formatPrice(ticket.faceValue)}
                  </Text>
                )}
                {seller && <SellerLine seller={seller} />}
              </>
            }
          >
            <Actions {...props} />
          </BuyBox>
        }
      >
        <Stack gap="lg">
          {ticket.description && (
            <section>
              <Title order={2} size="h3" mb="xs">
                Description
              </Title>
              <Text dir="auto" className={classes.description}>
                {ticket.description}
              </Text>
            </section>
          )}
          {mayEdit && (
            <section>
              <Title order={2} size="h3" mb="sm">
                Edit your ticket
              </Title>
              <Panel>
                <EditTicket key={ticket.version} ticket={ticket} />
              </Panel>
            </section>
          )}
          {isSeller ? <SellingNotes /> : <BuyingNotes />}
        </Stack>
      </TwoColumns>
      <OtherTickets tickets={others} />
    </WhileChecking>
  );
}

function Actions(props: Props) {
  const { ticket, isSeller, isSignedIn = false, holdSeconds = quarterOfAnHour } = props;

  if (ticket.orderId !== undefined) return <ReservedTicket {...props} />;
  if (ticket.offSale) {
    const text = isSeller ? sellersWordsOff(ticket) : 'This ticket is no longer on sale.';
    return <Ended text={text} isSeller={isSeller} />;
  }
  if (isSeller) {
    return (
      <Stack align="flex-start">
        <Text>
          {hasStarted(ticket)
            ? 'The event has started, so nobody can buy this ticket. Correct the start if it is wrong.'
            : 'Everybody can see and buy this ticket.'}
        </Text>
        <TakeOffSale ticketId={ticket.id} isHeld={false} />
      </Stack>
    );
  }
  if (hasStarted(ticket)) {
    return <Ended text="This event has started, so its ticket can no longer be bought." />;
  }
  return (
    <BuyButton
      ticketId={ticket.id}
      price={ticket.price}
      isSignedIn={isSignedIn}
      holdSeconds={holdSeconds}
    />
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
      {/* It appears on the pages of all visitors when a ticket is reserved, so it must not load the list on each. */}
      <LinkButton href="/" variant="default" prefetch={false}>
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
