import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { Door } from '@/components/door';
import { Texts } from '@/components/texts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('door');
  return { title: t('title'), robots: { index: false } };
}

export default function DoorPage() {
  return (
    <Texts of={['door']}>
      <Door />
    </Texts>
  );
}
