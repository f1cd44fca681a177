import { LinkButton } from '@/components/link-button';
import { PageMessage } from '@/components/page-message';

export default function TicketNotFound() {
  return (
    <PageMessage
      isPageTitle
      title="There is no such ticket"
      action={<LinkButton href="/">See tickets on sale</LinkButton>}
    >
      The link may be mistyped.
    </PageMessage>
  );
}
