import type { Metadata } from 'next';

import { LinkButton } from '@/components/link-button';
import { OtherTickets } from '@/components/other-tickets';
import { PageMessage } from '@/components/page-message';
import { findOthersOnSale } from '@/lib/server/loaders';

export const metadata: Metadata = { title: 'Not found' };

export default async function NotFoundPage() {
  const others = await findOthersOnSale();
  return (
    <>
      <PageMessage
        isPageTitle
        title="We could not find that page"
        action={<LinkButton href="/">See tickets on sale</LinkButton>}
      >
        The address may be mistyped, or what was here is gone.
      </PageMessage>
      <OtherTickets tickets={others} />
    </>
  );
}
