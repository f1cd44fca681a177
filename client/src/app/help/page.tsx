import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { Article } from '@/components/article';
import { useFormats } from '@/hooks/use-formats';
import { readSettings } from '@/lib/server/settings';
import { titleOf } from '@/lib/server/title-of';

export const generateMetadata = titleOf('help.title');

const em = (text: ReactNode) => <em>{text}</em>;

export default function HelpPage() {
  const t = useTranslations('help');
  const formats = useFormats();
  const { holdSeconds, payBy } = readSettings(process.env);

  return (
    <Article title={t('title')}>
      <h2>{t('buyQ')}</h2>
      <p>{t.rich('buyA', { duration: formats.duration(holdSeconds), em })}</p>
      <h2>{t('costQ')}</h2>
      <p>{t('costA')}</p>
      <h2>{t('whereQ')}</h2>
      <p>{t.rich('whereA', { em })}</p>
      <h2>{t('cancelQ')}</h2>
      <p>{t('cancelA')}</p>
      <h2>{t('sellQ')}</h2>
      <p>{t.rich('sellA', { em })}</p>
      <h2>{t('othersQ')}</h2>
      <p>{t('othersA')}</p>
      {payBy.means === 'test-cards' && (
        <>
          <h2 id="demo">{t('demoQ')}</h2>
          <p>{t('demoA')}</p>
        </>
      )}
    </Article>
  );
}
