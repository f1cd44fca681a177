import { useTranslations } from 'next-intl';

import { Article } from '@/components/article';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('site.terms');

const parts = ['what', 'buying', 'selling', 'refunds', 'account'] as const;

export default function TermsPage() {
  const t = useTranslations('terms');
  const site = useTranslations('site');

  return (
    <Article title={site('terms')} isDraft>
      {parts.flatMap((part) => [
        <h2 key={part}>{t(part)}</h2>,
        <p key={`${part}Text`}>{t(`${part}Text`)}</p>,
      ])}
    </Article>
  );
}
