import { Stack } from '@mantine/core';
import type { Metadata } from 'next';

import { ApiDocument } from '@/components/api-document';
import { PageTitle } from '@/components/page-title';

export const metadata: Metadata = {
  title: 'API',
  description: 'Every route of the API, with a form to try it.',
};

export default function ApiPage() {
  return (
    <Stack gap="xl">
      <PageTitle title="API" />
      <ApiDocument />
    </Stack>
  );
}
