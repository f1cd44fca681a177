import type { Metadata } from 'next';

import { LinkButton } from '@/components/link-button';
import { PageMessage } from '@/components/page-message';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFoundPage() {
  return (
    <PageMessage
      isPageTitle
      title="We could not find that page"
      action={<LinkButton href="/">See tickets on sale</LinkButton>}
    >
      The address may be mistyped, or what was here is gone.
    </PageMessage>
  );
}
