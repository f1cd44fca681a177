import { LinkButton } from '@/components/link-button';
import { OtherTickets } from '@/components/other-tickets';
import { PageMessage } from '@/components/page-message';
import { findOthersOnSale } from '@/lib/server/loaders';

export default async function TicketNotFound() {
  const others = await findOthersOnSale();
  return (
    <>
      <PageMessage
        isPageTitle
        title="There is no such ticket"
        action={<LinkButton href="/">See tickets on sale</LinkButton>}
      >
        The link may be mistyped.
      </PageMessage>
      <OtherTickets tickets={others} />
    </>
  );
}
