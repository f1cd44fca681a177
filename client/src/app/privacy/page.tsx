import { useTranslations } from 'next-intl';

import { Article } from '@/components/article';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('site.privacy');

const parts = ['notStore', 'cookies', 'who', 'rights'] as const;

export default function PrivacyPage() {
  const t = useTranslations('privacy');
  const site = useTranslations('site');

  return (
    <Article title={site('privacy')} isDraft>
      <h2>{t('store')}</h2>
      <ul>
        <li>{t('store1')}</li>
        <li>{t('store2')}</li>
        <li>{t('store3')}</li>
      </ul>
      {parts.flatMap((part) => [
        <h2 key={part}>{t(part)}</h2>,
        <p key={`${part}Text`}>{t(`${part}Text`)}</p>,
      ])}
    </Article>
  );
}
