'use client';

import { Button } from '@mantine/core';

import { PageMessage } from '@/components/page-message';

/** The error itself stays on the server: its text may tell more than a visitor should know. */
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
