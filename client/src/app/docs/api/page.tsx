import type { Metadata } from 'next';

import { ApiDocument } from '@/components/api-document';

export const metadata: Metadata = {
  title: 'API',
  description: 'Every route of the API, with a form to try it.',
};

export default function ApiPage() {
  return <ApiDocument />;
}
