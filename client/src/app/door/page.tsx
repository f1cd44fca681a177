import type { Metadata } from 'next';

import { Door } from '@/components/door';

export const metadata: Metadata = { title: 'Door', robots: { index: false } };

export default function DoorPage() {
  return <Door />;
}
