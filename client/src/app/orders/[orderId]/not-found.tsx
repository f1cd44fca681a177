import { LinkButton } from '@/components/link-button';
import { PageMessage } from '@/components/page-message';

export default function OrderNotFound() {
  return (
    <PageMessage
      isPageTitle
      title="You have no such order"
      action={<LinkButton href="/orders">My orders</LinkButton>}
    >
      The link may be mistyped, or the order belongs to another account.
    </PageMessage>
  );
}
