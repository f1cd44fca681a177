'use client';

import { Button } from '@mantine/core';

import { PageMessage } from '@/components/page-message';

/** Does not show the error's text, because it may contain details that visitors should not see. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <PageMessage
      isPageTitle
      title="This page is not available right now"
      action={<Button onClick={retry}>Try again</Button>}
    >
      A part of Ticketing does not answer, or your connection was lost. Nothing that you have bought
      or sold is affected.
    </PageMessage>
  );
}
