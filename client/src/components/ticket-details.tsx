'use client';

import { Stack, Text, Title } from '@mantine/core';
import type { OrderBody, TicketBody } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';

import { useFormats } from '@/hooks/use-formats';
import { hasStarted } from '@/lib/event-and-seat';
import type { Formats } from '@/lib/format';
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

type Texts = ReturnType<typeof useTranslations<'ticket'>>;

export function TicketDetails(props: Props) {
  const t = useTranslations('ticket');
  const formats = useFormats();
  const { ticket, isSeller, seller, others = [] } = props;
  const mayEdit = isSeller && ticket.orderId === undefined && !ticket.offSale;

  return (
    <WhileChecking>
      <TwoColumns
        head={
          <TicketHeading
            ticket={ticket}
            kicker={isSeller && t('yours')}
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
                    {t('faceValue', { price: formats.price(ticket.faceValue) })}
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
                {t('description')}
              </Title>
              <Text dir="auto" className={classes.description}>
                {ticket.description}
              </Text>
            </section>
          )}
          {mayEdit && (
            <section>
              <Title order={2} size="h3" mb="sm">
                {t('edit')}
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
  const t = useTranslations('ticket');
  const { ticket, isSeller, isSignedIn = false, holdSeconds = quarterOfAnHour } = props;

  if (ticket.orderId !== undefined) return <ReservedTicket {...props} />;
  if (ticket.offSale) {
    const text = isSeller ? sellersWordsOff(ticket, t) : t('noLonger');
    return <Ended text={text} isSeller={isSeller} />;
  }
  if (isSeller) {
    return (
      <Stack align="flex-start">
        <Text>{hasStarted(ticket) ? t('startedSeller') : t('everybody')}</Text>
        <TakeOffSale ticketId={ticket.id} isHeld={false} />
      </Stack>
    );
  }
  if (hasStarted(ticket)) {
    return <Ended text={t('startedBuyer')} />;
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
  const t = useTranslations('ticket');
  const formats = useFormats();
  if (ownOrder) {
    return (
      <Stack>
        <Text>{ownWords(ticket, isSeller, t)}</Text>
        <LinkButton href={`/orders/${ownOrder.id}`}>{t('goToOrder')}</LinkButton>
      </Stack>
    );
  }
  const mayEnd = isSeller && !ticket.sold && !ticket.offSale;
  return (
    <Stack>
      <Ended text={isSeller ? sellersWords(ticket, t, formats) : visitorsWords(ticket, t)} />
      {mayEnd && <TakeOffSale ticketId={ticket.id} isHeld />}
    </Stack>
  );
}

function Ended({ text, isSeller = false }: { text: string; isSeller?: boolean }) {
  const common = useTranslations('common');
  return (
    <Stack>
      <Text>{text}</Text>
      {isSeller && <LinkButton href="/tickets/new">{common('sellTicket')}</LinkButton>}
      {/* It appears on the pages of all visitors when a ticket is reserved, so it must not load the list on each. */}
      <LinkButton href="/" variant="default" prefetch={false}>
        {common('seeTickets')}
      </LinkButton>
    </Stack>
  );
}

function sellersWordsOff({ offSale }: TicketBody, t: Texts): string {
  return t(offSale === 'done' ? 'sellerOff' : 'sellerGoingOff');
}

/** For the buyer. */
function ownWords({ sold }: TicketBody, isSeller: boolean, t: Texts): string {
  if (sold) return t(isSeller ? 'boughtOwn' : 'bought');
  return t(isSeller ? 'buyingOwn' : 'reservedForYou');
}

function sellersWords(
  { sold, heldUntil, price, offSale }: TicketBody,
  t: Texts,
  formats: Formats,
): string {
  if (sold) return t('sellerSold', { price: formats.price(price) });
  if (offSale) return t('sellerGoesOff');
  return t(heldUntil ? 'sellerHeld' : 'sellerReserved');
}

function visitorsWords({ sold, heldUntil, offSale }: TicketBody, t: Texts): string {
  if (sold) return t('sold');
  if (offSale) return t('elseBuying');
  return t(heldUntil ? 'elseHeld' : 'elseReserved');
}
